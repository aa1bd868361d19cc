#include "layer-tracker.h"

#include "../llama/attention-node.h"

#include <cstdlib>
#include <cstring>

namespace ropewalk {

namespace {

// -1 for a name without a layer, such as `node_12` or `result_norm`.
int layer_in(const char * name) {
    const char * dash = std::strrchr(name, '-');
    if (!dash || dash[1] < '0' || dash[1] > '9') {
        return -1;
    }
    char * end = nullptr;
    const long layer = std::strtol(dash + 1, &end, 10);
    const bool is_suffix = *end == '\0' || *end == ' '; // views are named after what they show: `Qcur-3 (view)`
    return is_suffix && layer < INT32_MAX ? int(layer) : -1;
}

} // namespace

void layer_tracker::see(const ggml_tensor * node) {
    const int named = layer_in(node->name);
    if (named >= 0) {
        current = named;
    }
    if (is_attention_node(node)) {
        n_attention_nodes++;
    }
}

} // namespace ropewalk
