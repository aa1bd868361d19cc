#pragma once

#include "row-block.h"

#include "ggml.h"

#include <vector>

namespace ropewalk {

// The keys each row of an attention mask lets through; mask: [n_kv, n_rows] F16 or F32, 0 = visible, -inf = not.
// One sequence per context and reuse by truncation keep cache cells in position order, so that visible keys are one range;
// throws `observation.unsupported` where they are not.
std::vector<key_range> visible_keys(const ggml_tensor * mask, int n_rows);

} // namespace ropewalk
