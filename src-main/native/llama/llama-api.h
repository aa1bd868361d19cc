// The C functions of the llama.cpp that node-llama-cpp loaded into this process. There is no link-time dependency and no
// second copy of the kernels: headers give the types, `attach` finds the loaded libraries and resolves the names.
#pragma once

#include "ggml-alloc.h"
#include "ggml-backend.h"
#include "ggml.h"
#include "llama.h"

#include <string>

// clang-format off
#define ROPEWALK_LLAMA_FUNCTIONS(X)                                                                                       \
    X(llama_version) X(llama_log_set)                                                                                     \
    X(llama_model_default_params) X(llama_model_load_from_file) X(llama_model_free)                                      \
    X(llama_model_get_vocab) X(llama_model_rope_type) X(llama_model_n_layer) X(llama_model_n_head)                       \
    X(llama_model_n_swa) X(llama_model_is_recurrent) X(llama_model_is_hybrid) X(llama_model_has_encoder)                 \
    X(llama_context_default_params) X(llama_init_from_model) X(llama_free) X(llama_get_memory)                           \
    X(llama_memory_clear) X(llama_memory_seq_rm) X(llama_set_abort_callback)                                             \
    X(llama_decode) X(llama_get_logits_ith) X(llama_synchronize)                                                         \
    X(llama_vocab_n_tokens) X(llama_vocab_bos) X(llama_vocab_eos) X(llama_vocab_get_add_bos) X(llama_vocab_is_eog)       \
    X(llama_tokenize) X(llama_detokenize) X(llama_token_to_piece)                                                        \
    X(ggml_init) X(ggml_free) X(ggml_new_tensor_1d) X(ggml_tensor_overhead) X(ggml_nbytes) X(ggml_get_type_traits)       \
    X(ggml_backend_alloc_ctx_tensors_from_buft) X(ggml_backend_buffer_free) X(ggml_backend_buffer_is_host)               \
    X(ggml_backend_buffer_get_type) X(ggml_backend_tensor_get) X(ggml_backend_tensor_set)                                \
    X(ggml_backend_dev_count) X(ggml_backend_dev_get) X(ggml_backend_dev_name) X(ggml_backend_dev_description)           \
    X(ggml_backend_dev_memory) X(ggml_backend_dev_type)
// clang-format on

namespace ropewalk {

struct llama_api {
#define X(name) decltype(&::name) name = nullptr;
    ROPEWALK_LLAMA_FUNCTIONS(X)
#undef X
};

// Finds the loaded libraries and resolves every function, once; returns the path of libllama.
// Throws `engine.unavailable` when llama.cpp is not loaded in this process or lacks a function.
const std::string & attach_to_loaded_llama();

// The resolved functions; throws `engine.unavailable` before a successful attach.
const llama_api & api();

} // namespace ropewalk
