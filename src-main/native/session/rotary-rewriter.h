// Gives the ROPE nodes of a graph other frequencies, before they are computed.
#pragma once

#include "rotation-probe.h"

#include "ggml-backend.h"

#include <array>
#include <map>
#include <optional>
#include <vector>

namespace ropewalk {

struct rotary_table {
    std::vector<float> divisors; // base^(-2j/d) / inverse frequency [d/2]
    float rope_base = 0;
    float attention_factor = 1;
    bool apply_to_sliding_window_layers = false;
};

class rotary_rewriter {
public:
    ~rotary_rewriter();

    // Throws `extension.notApplicable` when the table does not fit the model's rotated dimensions.
    void set_table(const rotary_table & table, const rotation_probe & probe);

    // Back to what the file asks for.
    void clear_table() { table.reset(); }

    // Whether the table is for the nodes of this layer.
    bool rewrites(int layer, const rotation_probe & probe) const;

    // Rewrites a ROPE node of the layer, or gives it back what it had: llama.cpp uses a graph again for the next micro-batch. What a
    // node had is remembered when ours is put in. Nothing else about a node is touched: where a graph is spread over devices, its
    // factors are copies of the scheduler's that change from graph to graph. Returns whether the node rotates by the table now.
    bool rewrite(ggml_tensor * node, int layer, const rotation_probe & probe);

private:
    struct device_divisors {
        ggml_context * context;
        ggml_backend_buffer_t buffer;
        ggml_tensor * tensor; // F32 [d/2]; its address stays ours until the session ends
    };

    struct original {
        std::array<int32_t, GGML_MAX_OP_PARAMS / sizeof(int32_t)> params;
        ggml_tensor * divisors;
    };

    bool is_ours(const ggml_tensor * tensor) const;
    ggml_tensor * divisors_beside(const ggml_tensor * node);

    std::optional<rotary_table> table;
    std::map<ggml_backend_buffer_type_t, device_divisors> divisors;
    std::map<const ggml_tensor *, original> originals; // by rewritten node
};

} // namespace ropewalk
