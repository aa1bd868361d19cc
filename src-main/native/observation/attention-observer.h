// Watches the attention nodes of a decode and condenses their rows.
#pragma once

#include "row-source.h"

#include "ggml.h"

#include <map>
#include <string>
#include <vector>

namespace ropewalk {

class attention_observer {
public:
    attention_observer(const observation_request & request, const observed_shape & shape, thread_pool & pool);

    // A micro-batch of tokens at positions [first, end) is decoded next.
    void begin_micro_batch(int first, int end);

    // Asked before a node is computed: whether `read` must be called after it.
    bool wants(const ggml_tensor * node) const;

    // The attention of a layer.
    void read(const ggml_tensor * node, int layer);

    // Throws `observation.layersMissing` when a layer's attention was not seen.
    void end_micro_batch();

    observation finish();

private:
    bool observes_rows() const { return end_row > first_row; }
    std::string list_missing_layers() const;
    const std::vector<key_range> & ranges_of(const ggml_tensor * mask);

    observation_request request;
    observed_shape shape;
    thread_pool & pool;
    std::unique_ptr<row_source> source;
    std::vector<std::unique_ptr<row_reducer>> reducers;
    std::map<const ggml_tensor *, std::vector<key_range>> ranges; // by mask, of the micro-batch in work
    int first_position = 0; // of the micro-batch
    int n_rows = 0;
    int first_row = 0; // observed rows
    int end_row = 0;
    std::vector<bool> layers_seen; // of the micro-batch
};

} // namespace ropewalk
