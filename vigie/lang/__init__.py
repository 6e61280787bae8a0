"""Language packs: what Vigie knows of each language, as data with its own proof."""
