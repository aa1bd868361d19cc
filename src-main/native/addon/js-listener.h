// A JavaScript function that worker threads may call.
#pragma once

#include <memory>
#include <mutex>
#include <napi.h>
#include <vector>

namespace ropewalk {

class js_listener {
public:
    js_listener(Napi::Env env, const Napi::Function & function, const char * name)
        : function(Napi::ThreadSafeFunction::New(env, function, name, 0, 1)), progress(std::make_shared<latest_report>()) {
        this->function.Unref(env);
    }

    ~js_listener() { function.Release(); }

    js_listener(const js_listener &) = delete;
    js_listener & operator=(const js_listener &) = delete;

    // Progress: states that come faster than JavaScript takes them are skipped, but never the newest.
    template <typename... numbers> void report(numbers... values) {
        {
            const std::lock_guard<std::mutex> lock(progress->mutex);
            progress->values = {double(values)...};
            if (progress->is_waiting) {
                return;
            }
            progress->is_waiting = true;
        }
        function.NonBlockingCall([progress = progress](Napi::Env env, Napi::Function callback) {
            std::vector<napi_value> arguments;
            {
                const std::lock_guard<std::mutex> lock(progress->mutex);
                progress->is_waiting = false;
                for (const double value : progress->values) {
                    arguments.push_back(Napi::Number::New(env, value));
                }
            }
            callback.Call(arguments);
        });
    }

    // Messages: every one arrives.
    template <typename F> void post(F && to_argument) {
        function.NonBlockingCall([to_argument](Napi::Env env, Napi::Function callback) { callback.Call({to_argument(env)}); });
    }

private:
    struct latest_report {
        std::mutex mutex;
        std::vector<double> values;
        bool is_waiting = false;
    };

    Napi::ThreadSafeFunction function;
    std::shared_ptr<latest_report> progress;
};

} // namespace ropewalk
