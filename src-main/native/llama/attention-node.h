// The nodes of llama.cpp's graphs that weigh keys (llm_graph_context::build_attn_mha, src/llama-graph.cpp).
#pragma once

#include "ggml.h"

#include <cstring>

namespace ropewalk {

// Without flash attention. Routers of experts use the same op under other names.
inline bool is_softmax_attention(const ggml_tensor * node) {
    constexpr char prefix[] = "kq_soft_max-";
    return node->op == GGML_OP_SOFT_MAX && std::strncmp(node->name, prefix, sizeof(prefix) - 1) == 0;
}

inline bool is_flash_attention(const ggml_tensor * node) { return node->op == GGML_OP_FLASH_ATTN_EXT; }

inline bool is_attention_node(const ggml_tensor * node) { return is_flash_attention(node) || is_softmax_attention(node); }

inline const ggml_tensor * attention_mask(const ggml_tensor * node) { return is_flash_attention(node) ? node->src[3] : node->src[1]; }

} // namespace ropewalk
