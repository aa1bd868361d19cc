// What a sliding-window layer pays: the tiles of keys that are converted and scored, counted by kernels that count, over keys that
// are NaN wherever the mask hides them from every query of the micro-batch.
//
//   window-check <keys in the cache> <window> <first query> <queries>
//   prints "<converted tiles> <scored tiles> <largest |sum of weights - 1|>"
#include "llama/failure.h"
#include "llama/llama-api.h"
#include "observation/row-source.h"
#include "observation/visible-keys.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace ropewalk {

// Operands on the host need nothing of llama.cpp.
const llama_api & api() { throw failure("invariant.broken", "llama.cpp was asked for."); }

} // namespace ropewalk

using namespace ropewalk;

namespace {

constexpr int n_dims = 16;
int n_converted = 0;
int n_scored = 0;
double row_sum_error = 0.0;

row_kernels counting_kernels() {
    row_kernels kernels = choose_row_kernels();
    kernels.half_tile = [](const char * keys, size_t row_bytes, int n_keys, int d, float * tile) {
        n_converted++;
        choose_row_kernels().half_tile(keys, row_bytes, n_keys, d, tile);
    };
    kernels.tile_scores = [](const float * queries, int n_queries, const float * tile, int d, float * out, size_t stride) {
        n_scored++;
        choose_row_kernels().tile_scores(queries, n_queries, tile, d, out, stride);
    };
    return kernels;
}

// Adds up the rows, which is NaN where a hidden key came into them.
class summing_reducer : public row_reducer {
public:
    void rows(const row_block & block, int) override {
        for (int i = 0; i < block.n_rows; i++) {
            const double error = std::fabs(block.mass(i, block.first_key, block.end_key) - 1.0);
            row_sum_error = std::isnan(error) ? error : std::max(row_sum_error, error);
        }
    }

    void finish(observation &) override {}
};

ggml_tensor tensor_of(ggml_type type, void * data, int64_t ne0, int64_t ne1, size_t element_bytes) {
    ggml_tensor tensor{};
    tensor.type = type;
    tensor.data = data;
    tensor.ne[0] = ne0;
    tensor.ne[1] = ne1;
    tensor.ne[2] = tensor.ne[3] = 1;
    tensor.nb[0] = element_bytes;
    tensor.nb[1] = tensor.nb[0] * size_t(ne0);
    tensor.nb[2] = tensor.nb[3] = tensor.nb[1] * size_t(ne1);
    return tensor;
}

} // namespace

int main(int n_arguments, char ** arguments) {
    if (n_arguments != 5) {
        return 2;
    }
    const int n_keys = std::atoi(arguments[1]);
    const int window = std::atoi(arguments[2]);
    const int first_query = std::atoi(arguments[3]);
    const int n_queries = std::atoi(arguments[4]);
    std::vector<float> queries(size_t(n_queries) * n_dims, 0.5f);
    std::vector<uint16_t> keys(size_t(n_keys) * n_dims, 0x7e00); // NaN
    std::vector<uint16_t> mask(size_t(n_keys) * size_t(n_queries), 0xfc00); // -inf
    for (int i = 0; i < n_queries; i++) {
        const int query = first_query + i;
        for (int key = std::max(0, query - window + 1); key <= query; key++) {
            mask[size_t(i) * size_t(n_keys) + size_t(key)] = 0;
            std::fill_n(keys.begin() + size_t(key) * n_dims, n_dims, uint16_t(0x3800 + key % 7)); // about 0.5
        }
    }
    ggml_tensor q = tensor_of(GGML_TYPE_F32, queries.data(), n_dims, n_queries, sizeof(float));
    ggml_tensor k = tensor_of(GGML_TYPE_F16, keys.data(), n_dims, n_keys, sizeof(uint16_t));
    ggml_tensor m = tensor_of(GGML_TYPE_F16, mask.data(), n_keys, n_queries, sizeof(uint16_t));
    ggml_tensor node{};
    node.op = GGML_OP_FLASH_ATTN_EXT;
    node.src[0] = &q;
    node.src[1] = &k;
    node.src[3] = &m;
    const float scale = 0.25f; // of (scale, max_bias, logit_softcap)
    std::memcpy(node.op_params, &scale, sizeof(scale));

    const row_kernels kernels = counting_kernels();
    const std::vector<key_range> visible = visible_keys(&m, n_queries);
    const observed_rows rows{0, 0, n_queries, first_query, visible};
    std::vector<std::unique_ptr<row_reducer>> reducers;
    reducers.push_back(std::make_unique<summing_reducer>());
    thread_pool pool(1);
    make_flash_rows(kernels)->read(&node, rows, reducers, pool);
    std::printf("%d %d %.3g\n", n_converted, n_scored, row_sum_error);
    return 0;
}
