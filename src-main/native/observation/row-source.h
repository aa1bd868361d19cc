// Where attention rows come from. Both sources feed the same reducers.
#pragma once

#include "../reducers/row-reducer.h"
#include "thread-pool.h"

#include "ggml.h"

namespace ropewalk {

// Rows of one attention node that are to be observed.
struct observed_rows {
    int layer;
    int first_row;      // row of the micro-batch
    int end_row;
    int first_position; // position of first_row
    const std::vector<key_range> & visible; // by row of the micro-batch
};

class row_source {
public:
    virtual ~row_source() = default;

    // The attention node this source reads, once it is computed.
    virtual bool reads(const ggml_tensor * node) const = 0;

    virtual const ggml_tensor * mask_of(const ggml_tensor * node) const = 0;
    virtual int heads_of(const ggml_tensor * node) const = 0;

    // Hands every observed row of the node to the reducers, heads side by side on the pool's threads.
    virtual void read(const ggml_tensor * node, const observed_rows & rows,
                      const std::vector<std::unique_ptr<row_reducer>> & reducers, thread_pool & pool) = 0;
};

// Recomputes softmax(scale q k^T) from the operands of a flash attention node.
std::unique_ptr<row_source> make_flash_rows(const row_kernels & kernels);

// Reads the softmax node that exists while flash attention is off.
std::unique_ptr<row_source> make_softmax_rows(const row_kernels & kernels);

} // namespace ropewalk
