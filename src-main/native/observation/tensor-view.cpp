#include "tensor-view.h"

#include "../llama/llama-api.h"

namespace ropewalk {

tensor_view::tensor_view(const ggml_tensor * tensor) : tensor(tensor) {
    const ggml_backend_buffer_t buffer = tensor->view_src ? tensor->view_src->buffer : tensor->buffer;
    if (!buffer || api().ggml_backend_buffer_is_host(buffer)) {
        bytes = static_cast<const char *>(tensor->data);
        return;
    }
    copy.resize(api().ggml_nbytes(tensor));
    api().ggml_backend_tensor_get(tensor, copy.data(), 0, copy.size());
    bytes = copy.data();
}

} // namespace ropewalk
