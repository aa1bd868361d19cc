// Every slow call: work off the JavaScript thread, every exception caught, one settled promise.
#pragma once

#include "../llama/failure.h"

#include <functional>
#include <napi.h>
#include <optional>

namespace ropewalk {

// An Error with `code`, as bindings.ts expects it.
inline Napi::Error to_error(Napi::Env env, const std::string & code, const std::string & message) {
    Napi::Error error = Napi::Error::New(env, message);
    error.Set("code", Napi::String::New(env, code));
    return error;
}

template <typename T> class promise_worker : public Napi::AsyncWorker {
public:
    using work_function = std::function<T()>;
    using convert_function = std::function<Napi::Value(Napi::Env, T &)>;

    // work runs on a worker thread and must own what it uses; convert runs on the JavaScript thread.
    static Napi::Promise run(Napi::Env env, work_function work, convert_function convert) {
        auto * worker = new promise_worker(env, std::move(work), std::move(convert));
        const Napi::Promise promise = worker->deferred.Promise();
        worker->Queue();
        return promise;
    }

private:
    promise_worker(Napi::Env env, work_function work, convert_function convert)
        : Napi::AsyncWorker(env), deferred(Napi::Promise::Deferred::New(env)), work(std::move(work)), convert(std::move(convert)) {}

    void Execute() override {
        try {
            result.emplace(work());
        } catch (const failure & expected) {
            code = expected.code();
            SetError(expected.what());
        } catch (const std::bad_alloc &) {
            code = "memory.exhausted";
            SetError("Out of memory in native code. Use a shorter context or observe less.");
        } catch (const std::exception & unexpected) {
            code = "engine.failed";
            SetError(unexpected.what());
        }
        work = nullptr;
    }

    void OnOK() override {
        const Napi::HandleScope scope(Env());
        try {
            deferred.Resolve(convert(Env(), *result));
        } catch (const Napi::Error & error) {
            deferred.Reject(error.Value());
        }
    }

    void OnError(const Napi::Error & error) override { deferred.Reject(to_error(Env(), code, error.Message()).Value()); }

    Napi::Promise::Deferred deferred;
    work_function work;
    convert_function convert;
    std::optional<T> result;
    std::string code;
};

// Runs a synchronous call and turns its failures into JavaScript exceptions.
template <typename F> auto with_errors(Napi::Env env, F && call) {
    try {
        return call();
    } catch (const failure & expected) {
        throw to_error(env, expected.code(), expected.what());
    }
}

} // namespace ropewalk
