"""Readings scored against gold (`vigie-gold/0.1`): counts a text, figures from summed counts, intervals by resampling."""
