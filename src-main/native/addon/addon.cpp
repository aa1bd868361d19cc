// The addon's entry: what addonTypes.ts declares.
#include "../kernels/row-kernels.h"
#include "../llama/llama-api.h"
#include "../llama/native-log.h"
#include "addon-data.h"
#include "js-listener.h"
#include "native-model.h"
#include "native-session.h"
#include "promise-worker.h"

namespace ropewalk {

namespace {

const char * kind_of(enum ggml_backend_dev_type type) {
    switch (type) {
        case GGML_BACKEND_DEVICE_TYPE_CPU: return "cpu";
        case GGML_BACKEND_DEVICE_TYPE_GPU: return "gpu";
        case GGML_BACKEND_DEVICE_TYPE_IGPU: return "integrated-gpu";
        default: return "accelerator";
    }
}

Napi::Array describe_devices(Napi::Env env) {
    auto devices = Napi::Array::New(env);
    for (size_t i = 0; i < api().ggml_backend_dev_count(); i++) {
        ggml_backend_dev_t device = api().ggml_backend_dev_get(i);
        size_t n_free = 0;
        size_t n_total = 0;
        api().ggml_backend_dev_memory(device, &n_free, &n_total);
        auto object = Napi::Object::New(env);
        object.Set("name", Napi::String::New(env, api().ggml_backend_dev_name(device)));
        object.Set("description", Napi::String::New(env, api().ggml_backend_dev_description(device)));
        object.Set("kind", Napi::String::New(env, kind_of(api().ggml_backend_dev_type(device))));
        object.Set("freeBytes", Napi::Number::New(env, double(n_free)));
        object.Set("totalBytes", Napi::Number::New(env, double(n_total)));
        devices.Set(uint32_t(i), object);
    }
    return devices;
}

const char * name_of(log_level level) {
    switch (level) {
        case log_level::error: return "error";
        case log_level::warn: return "warn";
        default: return "info";
    }
}

void forward_log(Napi::Env env, const Napi::Function & on_log) {
    const auto listener = std::make_shared<js_listener>(env, on_log, "native log");
    listen_to_native_log([listener](log_level level, const std::string & text) {
        listener->post([level, text](Napi::Env env) {
            auto entry = Napi::Object::New(env);
            entry.Set("level", Napi::String::New(env, name_of(level)));
            entry.Set("text", Napi::String::New(env, text));
            return entry;
        });
    });
    // The listener must be gone before its environment is: a JavaScript function cannot be released afterwards.
    env.AddCleanupHook([] { stop_listening_to_native_log(); });
}

Napi::Array name_available_kernels(Napi::Env env) {
    auto names = Napi::Array::New(env);
    for (const row_kernels * kernels : available_row_kernels()) {
        names.Set(names.Length(), Napi::String::New(env, kernels->instructions));
    }
    return names;
}

Napi::Value attach(const Napi::CallbackInfo & info) {
    const Napi::Env env = info.Env();
    const std::string path = with_errors(env, [] { return attach_to_loaded_llama(); });
    const std::string instructions = with_errors(env, [] { return std::string(choose_row_kernels().instructions); });
    forward_log(env, info[0].As<Napi::Function>());
    auto object = Napi::Object::New(env);
    object.Set("libraryPath", Napi::String::New(env, path));
    object.Set("devices", describe_devices(env));
    object.Set("kernelInstructions", Napi::String::New(env, instructions));
    object.Set("availableKernelInstructions", name_available_kernels(env));
    return object;
}

Napi::Value load_model(const Napi::CallbackInfo & info) {
    const Napi::Env env = info.Env();
    with_errors(env, [] { api(); });
    const auto options = info[0].As<Napi::Object>();
    const std::string path = options.Get("path").As<Napi::String>();
    const int n_gpu_layers = options.Get("gpuLayers").As<Napi::Number>().Int32Value();
    const auto listener = std::make_shared<js_listener>(env, info[1].As<Napi::Function>(), "load progress");
    const auto cancelled = std::make_shared<std::atomic<bool>>(false);
    auto object = Napi::Object::New(env);
    object.Set("model", promise_worker<std::shared_ptr<model>>::run(
                            env,
                            [path, n_gpu_layers, listener, cancelled] {
                                return model::load(path, n_gpu_layers, [&](float fraction) { listener->report(fraction); }, *cancelled);
                            },
                            [](Napi::Env env, std::shared_ptr<model> & loaded) { return native_model::wrap(env, std::move(loaded)); }));
    object.Set("cancel", Napi::Function::New(env, [cancelled](const Napi::CallbackInfo &) { *cancelled = true; }));
    return object;
}

Napi::Object initialise(Napi::Env env, Napi::Object exports) {
    auto * data = new addon_data;
    data->model_class = Napi::Persistent(native_model::define(env));
    data->session_class = Napi::Persistent(native_session::define(env));
    env.SetInstanceData(data);
    exports.Set("compiledForRelease", Napi::String::New(env, ROPEWALK_LLAMA_RELEASE));
    exports.Set("attach", Napi::Function::New(env, attach, "attach"));
    exports.Set("loadModel", Napi::Function::New(env, load_model, "loadModel"));
    return exports;
}

NODE_API_MODULE(ropewalk, initialise)

} // namespace

} // namespace ropewalk
