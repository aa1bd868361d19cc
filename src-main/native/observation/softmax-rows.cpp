// The oracle: rows as llama.cpp's own softmax wrote them, entropy by its definition in double precision.
#include "../llama/attention-node.h"
#include "block-delivery.h"
#include "tensor-view.h"

#include <cmath>

namespace ropewalk {

namespace {

double entropy_of(const float * row, int n) {
    double entropy = 0.0;
    for (int k = 0; k < n; k++) {
        const double p = row[k];
        entropy -= p > 0.0 ? p * std::log(p) : 0.0;
    }
    return entropy;
}

class softmax_rows : public row_source {
public:
    explicit softmax_rows(const row_kernels & kernels) : kernels(kernels) {}

    bool reads(const ggml_tensor * node) const override { return is_softmax_attention(node); }

    const ggml_tensor * mask_of(const ggml_tensor * node) const override { return attention_mask(node); }

    int heads_of(const ggml_tensor * node) const override { return int(node->ne[2]); }

    void read(const ggml_tensor * node, const observed_rows & rows, const std::vector<std::unique_ptr<row_reducer>> & reducers,
              thread_pool & pool) override {
        const tensor_view weights(node);
        const bool columns = want_columns(reducers);
        pool.run(heads_of(node), [&](int head, int thread) {
            block_columns column_buffers;
            for (int row = rows.first_row; row < rows.end_row;) {
                const int end = block_end(rows, row, reducers);
                row_block block = block_of(weights, rows, head, row, end);
                if (columns) {
                    column_buffers.attach(block);
                }
                for (const auto & reducer : reducers) {
                    reducer->rows(block, thread);
                }
                row = end;
            }
        });
    }

private:
    row_block block_of(const tensor_view & weights, const observed_rows & rows, int head, int row, int end) const {
        row_block block{};
        block.layer = rows.layer;
        block.head = head;
        block.first_query = rows.first_position + (row - rows.first_row);
        block.n_rows = end - row;
        block.first_key = rows.visible[size_t(row)].first;
        block.end_key = rows.visible[size_t(end - 1)].end;
        block.weights = reinterpret_cast<const float *>(weights.at(row, head)) + block.first_key;
        block.stride = weights.tensor->nb[1] / sizeof(float);
        block.kernels = &kernels;
        for (int i = 0; i < block.n_rows; i++) {
            const key_range visible = rows.visible[size_t(row + i)];
            block.visible[i] = visible;
            const float * first = block.row(i) + (visible.first - block.first_key);
            const double total = kernels.sum(first, size_t(visible.count()));
            // A learned sink leaves the row below 1: the rest is renormalised before the entropy is taken.
            const bool has_sink = weights.tensor->src[2] != nullptr;
            block.sink_mass[i] = has_sink ? 1.0 - total : 0.0;
            block.scale[i] = has_sink ? float(1.0 / total) : 1.0f;
            const double entropy = entropy_of(first, visible.count());
            block.entropy_nats[i] = has_sink ? entropy / total + std::log(total) : entropy;
        }
        return block;
    }

    const row_kernels & kernels;
};

} // namespace

std::unique_ptr<row_source> make_softmax_rows(const row_kernels & kernels) { return std::make_unique<softmax_rows>(kernels); }

} // namespace ropewalk
