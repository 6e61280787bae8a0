"""What may come next, counted from dated acts: a ranking, a chance of continuation, and an honest word on onset."""

from vigie.assess.forecast.acts import Act, fold_acts, keep_known
from vigie.assess.forecast.history import History, make_history
from vigie.assess.forecast.rank import Explanation, Part, Ranked, Ranker, explain, rank_next, score_all
from vigie.assess.forecast.rules import Rules, learn_rules

__all__ = [
    "Act",
    "Explanation",
    "History",
    "Part",
    "Ranked",
    "Ranker",
    "Rules",
    "explain",
    "fold_acts",
    "keep_known",
    "learn_rules",
    "make_history",
    "rank_next",
    "score_all",
]
