"""Frequencies and attention factors of Hugging Face transformers, for configs as people have them.

Writes src-main/core/rope/conversion/__tests__/__fixtures__/transformers.json: a list of cases, each a config.json (its keys about
positions), the length asked for, and what `ROPE_INIT_FUNCTIONS` gives, in float32 as transformers computes it.

    pip install torch transformers && python3 tools/golden/transformers_rope.py
"""

import json
import pathlib

import transformers
from transformers import Gemma3TextConfig, LlamaConfig
from transformers.modeling_rope_utils import ROPE_INIT_FUNCTIONS
from transformers.models.llama.modeling_llama import LlamaRotaryEmbedding

OUT = pathlib.Path(__file__).parents[2] / 'src-main/core/rope/conversion/__tests__/__fixtures__/transformers.json'
SHORT = [1.0, 1.02, 1.05, 1.1, 1.2, 1.3, 1.45, 1.6]
LONG = [1.0, 1.1, 1.4, 2.0, 3.5, 8.0, 20.0, 32.0]


def layers(scaled, window):
    return {'rope_parameters': {'full_attention': scaled, 'sliding_attention': window}}


# name, size of a head, keys of config.json, length
CASES = [
    ('plain', 16, {'rope_theta': 10000.0, 'max_position_embeddings': 4096}, 4096),
    ('linear', 16, {'max_position_embeddings': 8192, 'rope_theta': 10000.0,
                    'rope_scaling': {'rope_type': 'linear', 'factor': 8.0}}, 8192),
    ('dynamic, within', 16, {'max_position_embeddings': 4096, 'rope_theta': 10000.0,
                             'rope_scaling': {'rope_type': 'dynamic', 'factor': 2.0}}, 2048),
    ('dynamic, beyond', 16, {'max_position_embeddings': 4096, 'rope_theta': 10000.0,
                             'rope_scaling': {'rope_type': 'dynamic', 'factor': 2.0}}, 16384),
    ('yarn', 128, {'max_position_embeddings': 32768, 'rope_theta': 1000000.0,
                   'rope_scaling': {'rope_type': 'yarn', 'factor': 4.0, 'original_max_position_embeddings': 32768}}, 131072),
    ('yarn by its target length', 32, {'max_position_embeddings': 65536, 'rope_theta': 10000.0,
                                       'rope_scaling': {'rope_type': 'yarn', 'factor': None, 'original_max_position_embeddings': 4096}},
     65536),
    ('yarn with betas and a factor', 64, {'max_position_embeddings': 16384, 'rope_theta': 10000.0,
                                          'rope_scaling': {'rope_type': 'yarn', 'factor': 8.0, 'beta_fast': 16.0, 'beta_slow': 2.0,
                                                           'attention_factor': 1.1, 'original_max_position_embeddings': 2048}}, 16384),
    ('yarn with two mscales', 64, {'max_position_embeddings': 163840, 'rope_theta': 10000.0,
                                   'rope_scaling': {'rope_type': 'yarn', 'factor': 40.0, 'beta_fast': 32, 'beta_slow': 1, 'mscale': 1.0,
                                                    'mscale_all_dim': 0.707, 'original_max_position_embeddings': 4096}}, 163840),
    ('yarn with one mscale', 64, {'max_position_embeddings': 163840, 'rope_theta': 10000.0,
                                  'rope_scaling': {'rope_type': 'yarn', 'factor': 40.0, 'mscale': 0.5,
                                                   'original_max_position_embeddings': 4096}}, 163840),
    ('yarn, original length beside the scaling', 32, {'max_position_embeddings': 65536, 'original_max_position_embeddings': 8192,
                                                      'rope_theta': 10000.0,
                                                      'rope_scaling': {'rope_type': 'yarn', 'factor': 16.0,
                                                                       'original_max_position_embeddings': 4096}}, 65536),
    ('yarn without rounding', 64, {'max_position_embeddings': 131072, 'rope_theta': 150000.0,
                                   'rope_scaling': {'rope_type': 'yarn', 'factor': 32.0, 'beta_fast': 32.0, 'beta_slow': 1.0,
                                                    'truncate': False, 'original_max_position_embeddings': 4096}}, 131072),
    ('longrope, within', 16, {'max_position_embeddings': 131072, 'original_max_position_embeddings': 4096, 'rope_theta': 10000.0,
                              'rope_scaling': {'rope_type': 'longrope', 'short_factor': SHORT, 'long_factor': LONG}}, 4096),
    ('longrope, beyond', 16, {'max_position_embeddings': 131072, 'original_max_position_embeddings': 4096, 'rope_theta': 10000.0,
                              'rope_scaling': {'rope_type': 'longrope', 'short_factor': SHORT, 'long_factor': LONG}}, 8192),
    ('longrope with factors', 16, {'max_position_embeddings': 131072, 'rope_theta': 10000.0,
                                   'rope_scaling': {'rope_type': 'longrope', 'short_factor': SHORT, 'long_factor': LONG, 'factor': 16.0,
                                                    'attention_factor': 1.25, 'original_max_position_embeddings': 8192}}, 65536),
    ('llama3', 128, {'max_position_embeddings': 131072, 'rope_theta': 500000.0,
                     'rope_scaling': {'rope_type': 'llama3', 'factor': 8.0, 'low_freq_factor': 1.0, 'high_freq_factor': 4.0,
                                      'original_max_position_embeddings': 8192}}, 131072),
    ('proportional', 64, {'max_position_embeddings': 131072,
                          'rope_parameters': {'rope_type': 'proportional', 'rope_theta': 1000000.0, 'partial_rotary_factor': 0.25}},
     131072),
    ('proportional, share beside the scaling', 64, {'max_position_embeddings': 131072, 'rope_theta': 10000.0,
                                                    'partial_rotary_factor': 0.5, 'rope_scaling': {'rope_type': 'proportional'}}, 131072),
    ('gemma 3', 32, {'max_position_embeddings': 131072,
                     **layers({'rope_type': 'linear', 'factor': 8.0, 'rope_theta': 1000000.0},
                              {'rope_type': 'default', 'rope_theta': 10000.0})}, 131072),
    ('window layers plain, the others yarn', 32, {'max_position_embeddings': 65536,
                                                  **layers({'rope_type': 'yarn', 'factor': 8.0, 'rope_theta': 500000.0,
                                                            'original_max_position_embeddings': 8192},
                                                           {'rope_type': 'default', 'rope_theta': 500000.0})}, 65536),
]


def compute(head, keys, length):
    keys = json.loads(json.dumps(keys))
    nested = 'full_attention' in keys.get('rope_parameters', {})
    kind = Gemma3TextConfig if nested else LlamaConfig
    config = kind(hidden_size=2 * head, num_attention_heads=2, head_dim=head, **keys)
    layer = 'full_attention' if nested else None
    scaling = config.rope_parameters[layer] if nested else config.rope_parameters
    if scaling['rope_type'] == 'default':
        return LlamaRotaryEmbedding.compute_default_rope_parameters(config)
    return ROPE_INIT_FUNCTIONS[scaling['rope_type']](config, None, length, layer_type=layer)


def main():
    cases = []
    for name, head, keys, length in CASES:
        frequencies, factor = compute(head, keys, length)
        cases.append({'name': name, 'rotaryDimensions': head, 'config': keys, 'contextTokens': length,
                      'inverseFrequencies': [float(f'{value:.9g}') for value in frequencies.tolist()], 'attentionFactor': float(factor)})
    lines = ',\n'.join(f'    {json.dumps(case)}' for case in cases)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(f'{{\n  "transformers": "{transformers.__version__}",\n  "cases": [\n{lines}\n  ]\n}}\n')


if __name__ == '__main__':
    main()
