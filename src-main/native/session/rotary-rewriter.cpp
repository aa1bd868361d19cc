#include "rotary-rewriter.h"

#include "../llama/failure.h"
#include "../llama/llama-api.h"

#include <algorithm>
#include <string>

namespace ropewalk {

rotary_rewriter::~rotary_rewriter() {
    for (const auto & [type, device] : divisors) {
        api().ggml_backend_buffer_free(device.buffer);
        api().ggml_free(device.context);
    }
}

void rotary_rewriter::set_table(const rotary_table & new_table, const rotation_probe & probe) {
    if (int(new_table.divisors.size()) * 2 != probe.n_dims) {
        throw failure("extension.notApplicable", "Frequencies of the extension: " + std::to_string(new_table.divisors.size()) +
                                                     ". Expected " + std::to_string(probe.n_dims / 2) + ", half the rotated dimensions.");
    }
    if (new_table.apply_to_sliding_window_layers) {
        for (const rope_node & node : probe.nodes) {
            if (node.n_dims() != probe.n_dims) {
                throw failure("extension.notApplicable", "Window layer " + std::to_string(node.layer) + " rotates " +
                                                             std::to_string(node.n_dims()) + " dimensions. Expected " +
                                                             std::to_string(probe.n_dims) + ". Leave window layers as they are.");
            }
        }
    }
    table = new_table;
    for (const auto & [type, device] : divisors) {
        api().ggml_backend_tensor_set(device.tensor, table->divisors.data(), 0, table->divisors.size() * sizeof(float));
    }
}

bool rotary_rewriter::rewrites(int layer, const rotation_probe & probe) const {
    return table && (table->apply_to_sliding_window_layers || !probe.is_sliding(layer));
}

bool rotary_rewriter::rewrite(ggml_tensor * node, int layer, const rotation_probe & probe) {
    if (!rewrites(layer, probe)) {
        if (is_ours(node->src[2])) {
            const original & had = originals.at(node);
            std::memcpy(node->op_params, had.params.data(), sizeof(node->op_params));
            node->src[2] = had.divisors;
        }
        return false;
    }
    if (!is_ours(node->src[2])) {
        original & had = originals[node];
        std::memcpy(had.params.data(), node->op_params, sizeof(node->op_params));
        had.divisors = node->src[2];
    }
    node->src[2] = divisors_beside(node);
    set_float(node->op_params, rope_freq_base, table->rope_base);
    set_float(node->op_params, rope_freq_scale, 1.0f);
    set_float(node->op_params, rope_ext_factor, 0.0f);
    set_float(node->op_params, rope_attn_factor, table->attention_factor);
    return true;
}

bool rotary_rewriter::is_ours(const ggml_tensor * tensor) const {
    return tensor && std::any_of(divisors.begin(), divisors.end(), [&](const auto & entry) { return entry.second.tensor == tensor; });
}

ggml_tensor * rotary_rewriter::divisors_beside(const ggml_tensor * node) {
    const ggml_backend_buffer_t node_buffer = node->view_src ? node->view_src->buffer : node->buffer;
    const ggml_backend_buffer_type_t type = api().ggml_backend_buffer_get_type(node_buffer);
    const auto found = divisors.find(type);
    if (found != divisors.end()) {
        return found->second.tensor;
    }
    ggml_context * context = api().ggml_init({api().ggml_tensor_overhead(), nullptr, true});
    ggml_tensor * tensor = api().ggml_new_tensor_1d(context, GGML_TYPE_F32, int64_t(table->divisors.size()));
    const ggml_backend_buffer_t buffer = api().ggml_backend_alloc_ctx_tensors_from_buft(context, type);
    if (!buffer) {
        api().ggml_free(context);
        throw failure("memory.exhausted", "Out of memory for the extension's frequencies on the device. Use a smaller context.");
    }
    api().ggml_backend_tensor_set(tensor, table->divisors.data(), 0, table->divisors.size() * sizeof(float));
    divisors.emplace(type, device_divisors{context, buffer, tensor});
    return tensor;
}

} // namespace ropewalk
