#pragma once

#include "../session/session.h"

#include <future>
#include <napi.h>

namespace ropewalk {

// The session as JavaScript sees it; work in progress keeps the session alive by itself.
class native_session : public Napi::ObjectWrap<native_session> {
public:
    static Napi::Function define(Napi::Env env);
    static Napi::Value wrap(Napi::Env env, std::shared_ptr<session> opened);

    explicit native_session(const Napi::CallbackInfo & info);

private:
    Napi::Value get_probe(const Napi::CallbackInfo & info);
    Napi::Value set_rotary_table(const Napi::CallbackInfo & info);
    Napi::Value evaluate(const Napi::CallbackInfo & info);
    Napi::Value generate(const Napi::CallbackInfo & info);
    Napi::Value cancel(const Napi::CallbackInfo & info);
    Napi::Value heartbeat(const Napi::CallbackInfo & info);
    Napi::Value dispose(const Napi::CallbackInfo & info);

    // Throws `engine.failed` after disposal.
    const std::shared_ptr<session> & opened() const;

    std::shared_ptr<session> owned;
    std::shared_future<void> freed; // once work in progress has let go of the session, too
};

} // namespace ropewalk
