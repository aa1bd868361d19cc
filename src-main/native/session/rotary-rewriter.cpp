#include "rotary-rewriter.h"

#include "../llama/failure.h"
#include "../llama/llama-api.h"

#include <cstring>
#include <string>

namespace ropewalk {

namespace {

// Indices into op_params of GGML_OP_ROPE (ggml/src/ggml.c, ggml_rope_impl).
enum rope_param { freq_base = 5, freq_scale = 6, ext_factor = 7, attn_factor = 8 };

void set_param(ggml_tensor * node, rope_param index, float value) { std::memcpy(&node->op_params[index], &value, sizeof(value)); }

} // namespace

rotary_rewriter::~rotary_rewriter() { free_divisors(); }

void rotary_rewriter::set_table(const rotary_table & new_table, const rotation_probe & probe) {
    if (int(new_table.divisors.size()) * 2 != probe.n_dims) {
        throw failure("extension.notApplicable", "Frequencies of the extension: " + std::to_string(new_table.divisors.size()) +
                                                     ". Expected " + std::to_string(probe.n_dims / 2) + ", half the rotated dimensions.");
    }
    if (new_table.apply_to_sliding_window_layers) {
        for (const rope_node & node : probe.nodes) {
            if (node.params[1] != probe.n_dims) {
                throw failure("extension.notApplicable", "Window layer " + std::to_string(node.layer) + " rotates " +
                                                             std::to_string(node.params[1]) + " dimensions. Expected " +
                                                             std::to_string(probe.n_dims) + ". Leave window layers as they are.");
            }
        }
    }
    free_divisors();
    table = new_table;
    has_table = true;
}

void rotary_rewriter::rewrite(ggml_tensor * node, size_t ordinal, const rotation_probe & probe) {
    const rope_node & original = probe.nodes.at(ordinal);
    if (!has_table || (probe.is_sliding(original.layer) && !table.apply_to_sliding_window_layers)) {
        std::memcpy(node->op_params, original.params.data(), sizeof(node->op_params));
        node->src[2] = original.divisors;
        return;
    }
    node->src[2] = divisors_beside(node);
    set_param(node, freq_base, table.rope_base);
    set_param(node, freq_scale, 1.0f);
    set_param(node, ext_factor, 0.0f);
    set_param(node, attn_factor, table.attention_factor);
}

ggml_tensor * rotary_rewriter::divisors_beside(const ggml_tensor * node) {
    const ggml_backend_buffer_t node_buffer = node->view_src ? node->view_src->buffer : node->buffer;
    const ggml_backend_buffer_type_t type = api().ggml_backend_buffer_get_type(node_buffer);
    const auto found = divisors.find(type);
    if (found != divisors.end()) {
        return found->second.tensor;
    }
    ggml_context * context = api().ggml_init({api().ggml_tensor_overhead(), nullptr, true});
    ggml_tensor * tensor = api().ggml_new_tensor_1d(context, GGML_TYPE_F32, int64_t(table.divisors.size()));
    const ggml_backend_buffer_t buffer = api().ggml_backend_alloc_ctx_tensors_from_buft(context, type);
    if (!buffer) {
        api().ggml_free(context);
        throw failure("memory.exhausted", "Out of memory for the extension's frequencies on the device. Use a smaller context.");
    }
    api().ggml_backend_tensor_set(tensor, table.divisors.data(), 0, table.divisors.size() * sizeof(float));
    divisors.emplace(type, device_divisors{context, buffer, tensor});
    return tensor;
}

void rotary_rewriter::free_divisors() {
    for (const auto & [type, device] : divisors) {
        api().ggml_backend_buffer_free(device.buffer);
        api().ggml_free(device.context);
    }
    divisors.clear();
}

} // namespace ropewalk
