"""Rebuild a pack's weights from treebanks: python -m training.train --lang fr --ud PATH."""

from __future__ import annotations

import argparse
import os
import random
from pathlib import Path

from training.data import DEV, TEST, load_measure, load_training, vary

WORK = Path(__file__).parents[1] / "build" / "training"
PACKS = Path(__file__).parents[1] / "vigie" / "lang" / "packs"

CONFIG = """
[paths]
train = null
dev = null
[system]
seed = {seed}
gpu_allocator = null
[nlp]
lang = "{lang}"
pipeline = ["tok2vec","morphologizer","parser","trainable_lemmatizer"]
batch_size = 64
[nlp.tokenizer]
@tokenizers = "vigie.tokens.v1"
lang = "{lang}"
[components]
[components.tok2vec]
factory = "tok2vec"
[components.tok2vec.model]
@architectures = "spacy.Tok2Vec.v2"
[components.tok2vec.model.embed]
@architectures = "spacy.MultiHashEmbed.v2"
width = {width}
attrs = ["NORM","PREFIX","SUFFIX","SHAPE"]
rows = [{rows},1000,2500,2500]
include_static_vectors = false
[components.tok2vec.model.encode]
@architectures = "spacy.MaxoutWindowEncoder.v2"
width = {width}
depth = {depth}
window_size = 1
maxout_pieces = 3
[components.morphologizer]
factory = "morphologizer"
[components.morphologizer.model]
@architectures = "spacy.Tagger.v2"
[components.morphologizer.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = {width}
upstream = "tok2vec"
[components.parser]
factory = "parser"
learn_tokens = false
min_action_freq = 30
[components.parser.model]
@architectures = "spacy.TransitionBasedParser.v2"
state_type = "parser"
extra_state_tokens = false
hidden_width = {hidden}
maxout_pieces = 2
use_upper = true
[components.parser.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = {width}
upstream = "tok2vec"
[components.trainable_lemmatizer]
factory = "trainable_lemmatizer"
backoff = "orth"
min_tree_freq = 3
overwrite = false
top_k = 1
[components.trainable_lemmatizer.model]
@architectures = "spacy.Tagger.v2"
[components.trainable_lemmatizer.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = {width}
upstream = "tok2vec"
[corpora]
[corpora.train]
@readers = "spacy.Corpus.v1"
path = ${{paths.train}}
[corpora.dev]
@readers = "spacy.Corpus.v1"
path = ${{paths.dev}}
[training]
seed = ${{system.seed}}
gpu_allocator = null
dropout = {dropout}
patience = 0
max_epochs = 0
max_steps = {steps}
eval_frequency = 400
accumulate_gradient = 1
[training.batcher]
@batchers = "spacy.batch_by_words.v1"
discard_oversize = false
tolerance = 0.2
[training.batcher.size]
@schedules = "compounding.v1"
start = 300
stop = 2000
compound = 1.001
[training.optimizer]
@optimizers = "Adam.v1"
beta1 = 0.9
beta2 = 0.999
L2_is_weight_decay = true
L2 = 0.01
grad_clip = 1.0
use_averages = true
eps = 0.00000001
[training.optimizer.learn_rate]
@schedules = "warmup_linear.v1"
warmup_steps = 250
total_steps = {steps}
initial_rate = 0.0015
[training.score_weights]
dep_las = 0.7
dep_uas = 0.1
pos_acc = 0.1
lemma_acc = 0.1
morph_acc = 0.0
sents_f = 0.0
"""


def write_corpora(root: Path, lang: str, out: Path, rng: random.Random) -> int:
    """Return how many training sentences were written as DocBins (train, dev, test) under `out`."""
    from spacy.tokens import DocBin
    from spacy.training.converters import conllu_to_docs

    out.mkdir(parents=True, exist_ok=True)
    training = load_training(root, lang)
    rng.shuffle(training)
    sets = {
        "train": list(vary(training, rng)),
        "dev": load_measure(root, DEV[lang]),
        "test": load_measure(root, TEST[lang]),
    }
    for name, blocks in sets.items():
        sizes = (1, 3) if name == "train" else (10,)
        docs: list[object] = []
        share = len(blocks) // len(sizes)
        for k, size in enumerate(sizes):
            part = blocks[k * share : (k + 1) * share if k + 1 < len(sizes) else None]
            docs += conllu_to_docs("\n\n".join(part) + "\n\n", size, merge_subtokens=lang == "fr", no_print=True)
        DocBin(docs=docs, store_user_data=True).to_disk(out / f"{name}.spacy")
    return len(sets["train"])


def train(lang: str, root: Path, options: argparse.Namespace) -> Path:
    """Return the folder of the best pipeline trained on the treebanks under `root`."""
    import spacy
    from spacy.cli._util import import_code
    from spacy.training.initialize import init_nlp
    from spacy.training.loop import train as train_nlp
    from spacy.util import load_config_from_str

    import_code(None)
    import vigie.lang.tongue.spacy_tokens  # noqa: F401  registers the tokenizer

    out = WORK / f"{lang}-{options.name}"
    count = write_corpora(root, lang, out, random.Random(f"{options.seed}/{lang}/corpora"))
    text = CONFIG.format(
        lang=lang, seed=options.seed, width=options.width, depth=options.depth, rows=options.rows,
        hidden=options.hidden, dropout=options.dropout, steps=options.steps,
    )  # fmt: skip
    paths = {"paths": {"train": str(out / "train.spacy"), "dev": str(out / "dev.spacy")}}
    config = load_config_from_str(
        text, overrides={f"paths.{k}": v for k, v in paths["paths"].items()}, interpolate=False
    )
    print(f"{lang}: {count} training sentences", flush=True)
    spacy.util.fix_random_seed(options.seed)
    nlp = init_nlp(config)
    (out / "model").mkdir(exist_ok=True)
    train_nlp(nlp, out / "model", use_gpu=-1)
    return out / "model" / "model-best"


def parse_options() -> argparse.Namespace:
    """Return the command line's options."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lang", required=True, choices=sorted(TEST))
    parser.add_argument("--ud", required=True, type=Path, help="folder that holds the language's treebanks")
    parser.add_argument("--name", default="final")
    parser.add_argument("--width", type=int, default=96)
    parser.add_argument("--depth", type=int, default=4)
    parser.add_argument("--rows", type=int, default=5000)
    parser.add_argument("--hidden", type=int, default=64)
    parser.add_argument("--dropout", type=float, default=0.15)
    parser.add_argument("--steps", type=int, default=3800)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--skip-pack", action="store_true", help="train and measure only; leave the pack's weights")
    return parser.parse_args()


def main() -> None:
    """Train, pack and measure."""
    options = parse_options()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    best = train(options.lang, options.ud, options)
    from training.pack import measure, pack

    print(measure(options.lang, best, best.parents[1] / "test.spacy"))
    if not options.skip_pack:
        pack(options.lang, best, PACKS / options.lang / "weights", options.ud)


if __name__ == "__main__":
    main()
