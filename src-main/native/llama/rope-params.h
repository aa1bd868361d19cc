// The parameters of a ROPE node: ggml_rope_impl in ggml/src/ggml.c writes them into `op_params`, floats as their bits.
#pragma once

#include "ggml.h"

#include <cstring>

namespace ropewalk {

enum rope_param {
    rope_n_dims = 1,
    rope_mode = 2,
    rope_n_ctx_orig = 4,
    rope_freq_base = 5,
    rope_freq_scale = 6,
    rope_ext_factor = 7,
    rope_attn_factor = 8,
    rope_beta_fast = 9,
    rope_beta_slow = 10,
};

inline float get_float(const int32_t * params, rope_param which) {
    float value;
    std::memcpy(&value, &params[which], sizeof(value));
    return value;
}

inline void set_float(int32_t * params, rope_param which, float value) { std::memcpy(&params[which], &value, sizeof(value)); }

} // namespace ropewalk
