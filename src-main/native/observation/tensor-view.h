// A ggml tensor's bytes on the host: in place where the buffer is host memory, copied from the device otherwise.
#pragma once

#include "ggml.h"

#include <vector>

namespace ropewalk {

class tensor_view {
public:
    explicit tensor_view(const ggml_tensor * tensor);

    // Element [i0 = 0, i1, i2] by ggml's strides.
    const char * at(int64_t i1, int64_t i2) const { return bytes + size_t(i1) * tensor->nb[1] + size_t(i2) * tensor->nb[2]; }

    const ggml_tensor * tensor;

private:
    std::vector<char> copy;
    const char * bytes;
};

} // namespace ropewalk
