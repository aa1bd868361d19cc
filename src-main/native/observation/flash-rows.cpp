// Rows recomputed from what flash attention was given: q F32 [d, n_tokens, n_head], k F16 or quantised [d, n_kv, n_head_kv],
// mask, sinks. A block of eight queries against tiles of 32 transposed keys stays in the second-level cache until the reducers
// are through with it, and nothing that grows with n^2 ever exists.
#include "../llama/attention-node.h"
#include "../llama/failure.h"
#include "../llama/llama-api.h"
#include "block-delivery.h"
#include "tensor-view.h"

#include <cmath>
#include <cstring>

namespace ropewalk {

namespace {

// ggml_flash_attn_ext (ggml/src/ggml.c): op_params are scale, max_bias, logit_softcap.
struct flash_parameters {
    float scale;
    float max_bias;
    float logit_cap;
};

flash_parameters parameters_of(const ggml_tensor * node) {
    flash_parameters parameters;
    std::memcpy(&parameters, node->op_params, sizeof(parameters));
    if (parameters.max_bias != 0.0f) {
        throw failure("observation.unsupported", "Attention with linear biases (ALiBi). Expected rotary attention. Choose another model.");
    }
    return parameters;
}

struct thread_buffers {
    std::vector<float> tiles;   // [tile, d, T]
    std::vector<float> keys;    // [T, d] floats of a quantised cache
    std::vector<float> queries; // [b, d], scaled
    std::vector<float> logits;  // [b, stride]
    block_columns columns;
};

// One attention node, its operands on the host.
class flash_node {
public:
    flash_node(const ggml_tensor * node, const observed_rows & rows, const row_kernels & kernels)
        : q(node->src[0]), k(node->src[1]), parameters(parameters_of(node)), rows(rows), kernels(kernels),
          n_dims(int(node->src[0]->ne[0])), n_heads(int(node->src[0]->ne[2])), n_kv_heads(int(node->src[1]->ne[2])) {
        if (n_dims > max_head_dims || q.tensor->type != GGML_TYPE_F32 || q.tensor->ne[3] != 1) {
            throw failure("observation.unsupported", "Unexpected operands of flash attention. Expected F32 queries of at most " +
                                                         std::to_string(max_head_dims) + " channels in one stream. Turn flash attention off.");
        }
        if (node->src[4]) {
            const tensor_view view(node->src[4]);
            sinks.resize(size_t(n_heads));
            std::memcpy(sinks.data(), view.at(0, 0), sizeof(float) * size_t(n_heads));
        }
        first_key = rows.visible[size_t(rows.first_row)].first / tile_keys * tile_keys;
        end_key = rows.visible[size_t(rows.end_row - 1)].end;
        stride = size_t(end_key - first_key + tile_keys - 1) / tile_keys * tile_keys;
    }

    int kv_heads() const { return n_kv_heads; }
    int group_size() const { return n_heads / n_kv_heads; }

    void transpose_keys(int kv_head, thread_buffers & buffers) const {
        buffers.tiles.resize(stride * size_t(n_dims));
        buffers.keys.resize(size_t(tile_keys) * size_t(n_dims));
        const auto to_float = k.tensor->type == GGML_TYPE_F16 ? nullptr : api().ggml_get_type_traits(k.tensor->type)->to_float;
        for (int key = first_key; key < end_key; key += tile_keys) {
            const int n_keys = std::min(tile_keys, end_key - key);
            float * tile = buffers.tiles.data() + size_t(key - first_key) * size_t(n_dims);
            if (!to_float) {
                kernels.half_tile(k.at(key, kv_head), k.tensor->nb[1], n_keys, n_dims, tile);
                continue;
            }
            for (int t = 0; t < n_keys; t++) {
                to_float(k.at(key + t, kv_head), buffers.keys.data() + size_t(t) * size_t(n_dims), n_dims);
            }
            kernels.float_tile(buffers.keys.data(), size_t(n_dims), n_keys, n_dims, tile);
        }
    }

    row_block block_of(int head, int row, int end, thread_buffers & buffers) const {
        row_block block{};
        block.layer = rows.layer;
        block.head = head;
        block.first_query = rows.first_position + (row - rows.first_row);
        block.n_rows = end - row;
        block.first_key = rows.visible[size_t(row)].first / tile_keys * tile_keys;
        block.end_key = rows.visible[size_t(end - 1)].end;
        block.stride = stride;
        block.kernels = &kernels;
        score(block, row, buffers);
        block.weights = buffers.logits.data();
        for (int i = 0; i < block.n_rows; i++) {
            block.visible[i] = rows.visible[size_t(row + i)];
            normalise(block, i, buffers.logits.data() + size_t(i) * stride);
        }
        return block;
    }

private:
    void score(const row_block & block, int row, thread_buffers & buffers) const {
        buffers.queries.resize(size_t(max_block_queries) * size_t(n_dims));
        buffers.logits.resize(size_t(max_block_queries) * stride);
        for (int i = 0; i < block.n_rows; i++) {
            const float * query = reinterpret_cast<const float *>(q.at(row + i, block.head));
            for (int c = 0; c < n_dims; c++) {
                buffers.queries[size_t(i) * size_t(n_dims) + size_t(c)] = query[c] * parameters.scale;
            }
        }
        for (int key = block.first_key; key < block.end_key; key += tile_keys) {
            const float * tile = buffers.tiles.data() + size_t(key - first_key) * size_t(n_dims);
            float * out = buffers.logits.data() + (key - block.first_key);
            kernels.tile_scores(buffers.queries.data(), block.n_rows, tile, n_dims, out, stride);
        }
    }

    // Logits of row i to exp(logit - max) on its visible keys and 0 elsewhere. H = ln Z - sum e x / Z needs no logarithm per key.
    void normalise(row_block & block, int i, float * row) const {
        const key_range visible = block.visible[i];
        float * first = row + (visible.first - block.first_key);
        const size_t n_keys = size_t(visible.count());
        if (parameters.logit_cap != 0.0f) {
            kernels.soft_cap(first, n_keys, parameters.logit_cap);
        }
        const row_statistics sums = kernels.exponentiate(first, n_keys, kernels.row_max(first, n_keys));
        if (!(sums.sum > 0.0) || !std::isfinite(sums.sum)) {
            throw failure("engine.failed", "Attention weights are not finite numbers in layer " + std::to_string(block.layer) +
                                               ". Expected finite logits. The model or the extension's frequencies are damaged.");
        }
        std::fill(row, first, 0.0f);
        std::fill(first + n_keys, row + (block.end_key - block.first_key), 0.0f);
        block.scale[i] = float(1.0 / sums.sum);
        block.entropy_nats[i] = std::max(0.0, std::log(sums.sum) - sums.weighted_sum / sums.sum);
        if (!sinks.empty()) {
            const double sink = std::exp(double(sinks[size_t(block.head)]) - double(sums.max));
            block.sink_mass[i] = sink / (sums.sum + sink);
        }
    }

    const tensor_view q;
    const tensor_view k;
    const flash_parameters parameters;
    const observed_rows & rows;
    const row_kernels & kernels;
    const int n_dims;
    const int n_heads;
    const int n_kv_heads;
    std::vector<float> sinks; // [H], or empty
    int first_key;
    int end_key;
    size_t stride; // of a row of logits
};

class flash_rows : public row_source {
public:
    explicit flash_rows(const row_kernels & kernels) : kernels(kernels) {}

    bool reads(const ggml_tensor * node) const override { return is_flash_attention(node); }

    const ggml_tensor * mask_of(const ggml_tensor * node) const override { return attention_mask(node); }

    int heads_of(const ggml_tensor * node) const override { return int(node->src[0]->ne[2]); }

    void read(const ggml_tensor * tensor, const observed_rows & rows, const std::vector<std::unique_ptr<row_reducer>> & reducers,
              thread_pool & pool) override {
        const flash_node node(tensor, rows, kernels);
        const bool columns = want_columns(reducers);
        buffers.resize(size_t(pool.size()));
        // An item is a share of the query heads that read the same key head; with fewer key heads than threads their
        // groups are split, and the keys transposed once per share.
        const int n_shares = std::min(node.group_size(), std::max(1, pool.size() / node.kv_heads()));
        pool.run(node.kv_heads() * n_shares, [&](int item, int thread) {
            const int kv_head = item / n_shares;
            const int share = item % n_shares;
            thread_buffers & own = buffers[size_t(thread)];
            node.transpose_keys(kv_head, own);
            const int first_head = kv_head * node.group_size() + node.group_size() * share / n_shares;
            const int end_head = kv_head * node.group_size() + node.group_size() * (share + 1) / n_shares;
            for (int head = first_head; head < end_head; head++) {
                for (int row = rows.first_row; row < rows.end_row;) {
                    const int end = block_end(rows, row, reducers);
                    row_block block = node.block_of(head, row, end, own);
                    if (columns) {
                        own.columns.attach(block);
                    }
                    for (const auto & reducer : reducers) {
                        reducer->rows(block, thread);
                    }
                    row = end;
                }
            }
        });
    }

private:
    const row_kernels & kernels;
    std::vector<thread_buffers> buffers;
};

} // namespace

std::unique_ptr<row_source> make_flash_rows(const row_kernels & kernels) { return std::make_unique<flash_rows>(kernels); }

} // namespace ropewalk
