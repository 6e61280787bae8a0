"""From signals to judgments: warning problems, evidence, numbers with owners and deadlines, rankings, scores."""
