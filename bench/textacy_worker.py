"""Runs in an environment of its own that has textacy: parsed texts in, quotations out, one JSON object a line each."""

import json
import sys
import time

import spacy
from spacy.tokens import Doc
from textacy.extract import direct_quotations

_RELATIONS = {"nsubj:pass": "nsubjpass", "aux:pass": "auxpass", "csubj:pass": "csubjpass"}


def find(vocab, job):
    """Return the quotations of one paragraph, as indices of words; none where textacy refuses it."""
    heads = [token["head"] for token in job]
    doc = Doc(
        vocab,
        words=[token["text"] for token in job],
        spaces=[token["space"] for token in job],
        pos=[token["pos"] for token in job],
        lemmas=[token["lemma"] for token in job],
        heads=heads,
        deps=[_RELATIONS.get(token["dep"], token["dep"].split(":")[0]) for token in job],
    )
    try:
        quotations = list(direct_quotations(doc))
    except ValueError:
        return []
    return [
        {
            "content": list(range(q.content.start, q.content.end)),
            "cue": [t.i for t in q.cue],
            "source": [t.i for t in q.speaker],
        }
        for q in quotations
    ]


def main():
    """Answer each line until there are no more."""
    models = {}
    for line in sys.stdin:
        job = json.loads(line)
        nlp = models.setdefault(job["lang"], spacy.blank(job["lang"]))
        start = time.process_time()
        found = [find(nlp.vocab, paragraph) for paragraph in job["paragraphs"]]
        print(json.dumps({"found": found, "seconds": time.process_time() - start}), flush=True)


main()
