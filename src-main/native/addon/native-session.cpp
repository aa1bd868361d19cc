#include "native-session.h"

#include "addon-data.h"
#include "convert.h"
#include "js-listener.h"
#include "promise-worker.h"

namespace ropewalk {

Napi::Function native_session::define(Napi::Env env) {
    return DefineClass(env, "NativeSession",
                       {
                           InstanceAccessor<&native_session::get_probe>("probe"),
                           InstanceMethod<&native_session::set_rotary_table>("setRotaryTable"),
                           InstanceMethod<&native_session::evaluate>("evaluate"),
                           InstanceMethod<&native_session::generate>("generate"),
                           InstanceMethod<&native_session::cancel>("cancel"),
                           InstanceMethod<&native_session::heartbeat>("heartbeat"),
                           InstanceMethod<&native_session::dispose>("dispose"),
                       });
}

Napi::Value native_session::wrap(Napi::Env env, std::shared_ptr<session> opened) {
    const Napi::Object object = env.GetInstanceData<addon_data>()->session_class.New({});
    native_session & wrapped = *Unwrap(object);
    const auto freed = std::make_shared<std::promise<void>>();
    wrapped.freed = freed->get_future().share();
    session * const target = opened.get();
    wrapped.owned = std::shared_ptr<session>(target, [opened = std::move(opened), freed](session *) mutable {
        opened.reset();
        freed->set_value();
    });
    return object;
}

native_session::native_session(const Napi::CallbackInfo & info) : Napi::ObjectWrap<native_session>(info) {}

const std::shared_ptr<session> & native_session::opened() const {
    if (!owned) {
        throw to_error(Env(), "engine.failed", "The session is closed. Expected an open one. Open it again.");
    }
    return owned;
}

Napi::Value native_session::get_probe(const Napi::CallbackInfo & info) { return from_probe(info.Env(), opened()->probe()); }

Napi::Value native_session::set_rotary_table(const Napi::CallbackInfo & info) {
    int n_rewritten = 0;
    with_errors(info.Env(), [&] {
        const auto target = opened();
        target->allow_work();
        n_rewritten = target->set_table(to_table(info[0]));
    });
    return Napi::Number::New(info.Env(), n_rewritten);
}

Napi::Value native_session::evaluate(const Napi::CallbackInfo & info) {
    const auto target = opened();
    auto request = to_evaluation_request(info[0].As<Napi::Object>());
    const auto listener = std::make_shared<js_listener>(info.Env(), info[1].As<Napi::Function>(), "evaluate progress");
    target->allow_work();
    return promise_worker<evaluation>::run(
        info.Env(),
        [target, listener, request = std::move(request)] {
            return target->evaluate(request, [&](int done, int total) { listener->report(done, total); });
        },
        [](Napi::Env env, evaluation & result) { return from_evaluation(env, result); });
}

Napi::Value native_session::generate(const Napi::CallbackInfo & info) {
    const auto target = opened();
    auto request = to_generation_request(info[0].As<Napi::Object>());
    const auto listener = std::make_shared<js_listener>(info.Env(), info[1].As<Napi::Function>(), "generate progress");
    target->allow_work();
    return promise_worker<generation>::run(
        info.Env(),
        [target, listener, request = std::move(request)] {
            return target->generate(request, [&](int done, int total) { listener->report(done, total); });
        },
        [](Napi::Env env, generation & result) { return from_generation(env, result); });
}

Napi::Value native_session::cancel(const Napi::CallbackInfo & info) {
    opened()->cancel();
    return info.Env().Undefined();
}

Napi::Value native_session::heartbeat(const Napi::CallbackInfo & info) {
    return Napi::Number::New(info.Env(), double(opened()->heartbeat()));
}

Napi::Value native_session::dispose(const Napi::CallbackInfo & info) {
    auto last = std::make_shared<std::shared_ptr<session>>(std::move(owned));
    return promise_worker<bool>::run(
        info.Env(),
        [last, freed = freed] {
            last->reset();
            freed.wait();
            return true;
        },
        [](Napi::Env env, bool) { return env.Undefined(); });
}

} // namespace ropewalk
