"""How a ledger's tables came to be, step by step; an older ledger takes the steps it has not had."""
