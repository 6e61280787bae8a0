"""What Vigie is measured by, each figure beside a rival of a few minutes: python -m bench."""
