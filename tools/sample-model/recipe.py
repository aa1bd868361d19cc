"""The numbers of the sample models in one place. Nothing here computes anything."""

from dataclasses import dataclass

VOCABULARY_TOKENS = 1024
BOS_TEXT = "<|begin_of_text|>"
EOS_TEXT = "<|end_of_text|>"

LAYERS = 4
WIDTH = 128
HEADS = 4
HEAD_DIMENSIONS = 32  # all of them rotate
FEED_FORWARD_WIDTH = 352
NORM_EPSILON = 1e-5
ROPE_BASE = 10_000.0
TRAINED_CONTEXT_TOKENS = 256
EXTENSION_SCALE = 8.0

INITIAL_WEIGHT_SPREAD = 0.02  # standard deviation; with 0.05 the model retrieved less far past its trained context

TOKENS_PER_STEP = 4096
BASE_STEPS = 2500
BASE_STAGES = ((0.1, 64), (0.2, 128), (0.7, 256))  # (share of the steps, window in tokens)
BASE_LEARNING_RATE = 2e-3
CONTINUED_LEARNING_RATE = 5e-4
CONTINUED_WARM_UP_STEPS = 20
WARM_UP_STEPS = 100
FINAL_LEARNING_RATE_SHARE = 0.1
BETAS = (0.9, 0.95)
WEIGHT_DECAY = 0.05
GRADIENT_NORM_LIMIT = 1.0

TEXT_WEIGHT = 1.0
PROMPT_WEIGHT = 0.3
ANSWER_DIGIT_WEIGHT = 6.0

INITIAL_WEIGHTS_SEED = 20261124
BASE_BATCHES_SEED = 1
CONTINUED_BATCHES_SEED = 2  # one seed for all continued models: same tokens, same order
EVALUATION_SEED = 3


@dataclass(frozen=True)
class ContinuedModel:
    """One model continued from the base: what its positions look like, and how long and in which windows it trained."""

    name: str
    extension: str  # spec string, as the command line of the application writes it
    window_tokens: int
    steps: int


CONTINUED_MODELS = (
    ContinuedModel("ntk-short", "ntk:scale=8", window_tokens=256, steps=300),
    ContinuedModel("ntk-long", "ntk:scale=8", window_tokens=1024, steps=300),
    ContinuedModel("pi", "linear:scale=8", window_tokens=256, steps=1000),  # PI has most to relearn
    ContinuedModel("yarn", "yarn:scale=8", window_tokens=256, steps=300),
)
