// The one interface of everything that condenses attention rows.
#pragma once

#include "../observation/observation.h"
#include "../observation/row-block.h"

#include <memory>
#include <vector>

namespace ropewalk {

struct observed_shape {
    int n_layers;
    int n_heads;
    int n_tokens;  // tokens of the sequence as far as it is known when observing begins
    int n_threads;

    size_t heads() const { return size_t(n_layers) * n_heads; }
    size_t index(int layer, int head) const { return size_t(layer) * n_heads + head; }
};

// Calls come in this order: `queries`, then `rows` for all blocks of those queries, `queries` again ..., `finish`.
// Within one head, blocks come by rising query position and from one thread at a time; heads run side by side.
class row_reducer {
public:
    virtual ~row_reducer() = default;

    // The queries [first, end) come next, in every layer.
    virtual void queries(int first, int end) {
        (void) first;
        (void) end;
    }

    virtual void rows(const row_block & block, int thread) = 0;

    // All layers of the announced queries are through.
    virtual void queries_done() {}

    // Blocks must not reach over this query position; INT_MAX where it does not matter.
    virtual int block_limit(int first_query) const {
        (void) first_query;
        return 0x7fffffff;
    }

    virtual bool wants_columns() const { return false; }

    virtual void finish(observation & result) = 0;
};

// The reducers that a request asks for.
std::vector<std::unique_ptr<row_reducer>> make_reducers(const observation_request & request, const observed_shape & shape);

} // namespace ropewalk
