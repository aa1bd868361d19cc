#include "bare-decode.h"

#include "../llama/failure.h"
#include "../llama/llama-api.h"

#include <algorithm>
#include <chrono>
#include <ctime>

namespace ropewalk {

namespace {

struct context_deleter {
    void operator()(llama_context * context) const { api().llama_free(context); }
};

} // namespace

bare_decode_times decode_bare(const model & loaded, const std::vector<llama_token> & tokens, const session_options & options, bool all_logits) {
    llama_context_params params = api().llama_context_default_params();
    params.n_ctx = uint32_t(options.n_context);
    params.n_batch = uint32_t(options.n_micro_batch);
    params.n_ubatch = uint32_t(options.n_micro_batch);
    params.n_threads = options.n_threads;
    params.n_threads_batch = options.n_threads;
    params.flash_attn_type = options.flash_attention ? LLAMA_FLASH_ATTN_TYPE_ENABLED : LLAMA_FLASH_ATTN_TYPE_DISABLED;
    params.type_k = options.cache_type;
    params.type_v = options.cache_type;
    params.no_perf = true;
    const std::unique_ptr<llama_context, context_deleter> context(api().llama_init_from_model(loaded.handle(), params));
    if (!context) {
        throw failure("engine.failed", "llama.cpp could not make a context for the benchmark. Expected enough memory for it.");
    }
    std::vector<llama_token> ids = tokens;
    const auto start = std::chrono::steady_clock::now();
    const std::clock_t processor_start = std::clock();
    for (size_t position = 0; position < ids.size(); position += size_t(options.n_micro_batch)) {
        const size_t n = std::min(size_t(options.n_micro_batch), ids.size() - position);
        std::vector<int8_t> outputs(n, all_logits ? 1 : 0);
        outputs.back() = 1;
        llama_batch batch{};
        batch.n_tokens = int32_t(n);
        batch.token = ids.data() + position;
        batch.logits = outputs.data();
        if (api().llama_decode(context.get(), batch) != 0) {
            throw failure("engine.failed", "llama.cpp failed to evaluate in the benchmark. Expected tokens of the model's vocabulary.");
        }
    }
    api().llama_synchronize(context.get());
    return {std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(),
            double(std::clock() - processor_start) / CLOCKS_PER_SEC};
}

} // namespace ropewalk
