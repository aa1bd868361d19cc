#include "window-layers.h"

#include "../llama/failure.h"
#include "../llama/llama-api.h"
#include "../llama/native-log.h"
#include "layer-tracker.h"
#include "rotation-probe.h"

#include <memory>

namespace ropewalk {

namespace {

struct look {
    probe_collector collector;
    layer_tracker tracker;
    std::exception_ptr error;
};

bool on_node(ggml_tensor * node, bool ask, void * user_data) {
    auto & state = *static_cast<look *>(user_data);
    if (!ask || state.error) {
        return false;
    }
    try {
        state.tracker.see(node);
        state.collector.see(node, state.tracker);
    } catch (...) {
        state.error = std::current_exception();
    }
    return false;
}

bool abort_at_once(void *) { return true; }

failure cannot_open(const native_log_mark & mark) {
    return mark.reports_out_of_memory()
        ? failure("memory.exhausted", "Out of memory for a look at the model's window layers: " + mark.first_error() + " Close other programs.")
        : failure("engine.failed", "llama.cpp could not open the model on the processor, where its window layers are told: " + mark.first_error());
}

} // namespace

std::vector<int> find_window_layers(const model & loaded) {
    if (api().llama_model_n_swa(loaded.handle()) == 0) {
        return {};
    }
    ggml_backend_dev_t no_device[] = {nullptr};
    llama_model_params model_params = api().llama_model_default_params();
    model_params.devices = no_device;
    model_params.n_gpu_layers = 0;
    model_params.use_extra_bufts = false; // would repack weights, and read them for it
    const native_log_mark mark;
    const std::unique_ptr<llama_model, decltype(api().llama_model_free)> model(
        api().llama_model_load_from_file(loaded.file().c_str(), model_params), api().llama_model_free);
    if (!model) {
        throw cannot_open(mark);
    }
    look state;
    llama_context_params params = api().llama_context_default_params();
    params.n_ctx = 32;
    params.n_batch = 1;
    params.n_ubatch = 1;
    params.n_threads = 1;
    params.n_threads_batch = 1;
    params.flash_attn_type = LLAMA_FLASH_ATTN_TYPE_ENABLED;
    params.swa_full = true;
    params.offload_kqv = false;
    params.op_offload = false;
    params.no_perf = true;
    params.cb_eval = on_node;
    params.cb_eval_user_data = &state;
    const std::unique_ptr<llama_context, decltype(api().llama_free)> context(api().llama_init_from_model(model.get(), params), api().llama_free);
    if (!context) {
        throw cannot_open(mark);
    }
    api().llama_set_abort_callback(context.get(), abort_at_once, nullptr);
    state.tracker.begin();
    llama_token token = 0;
    llama_batch batch{};
    batch.n_tokens = 1;
    batch.token = &token;
    api().llama_decode(context.get(), batch); // ends as aborted, once every node was asked about: the count of layers tells
    if (state.error) {
        std::rethrow_exception(state.error);
    }
    return state.collector.sliding_layers(loaded.n_layers());
}

} // namespace ropewalk
