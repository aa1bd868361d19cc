#pragma once

#include "../session/model.h"

#include <napi.h>

namespace ropewalk {

// The model as JavaScript sees it; sessions keep it alive by themselves.
class native_model : public Napi::ObjectWrap<native_model> {
public:
    static Napi::Function define(Napi::Env env);
    static Napi::Value wrap(Napi::Env env, std::shared_ptr<model> loaded);

    explicit native_model(const Napi::CallbackInfo & info);

private:
    Napi::Value tokenize(const Napi::CallbackInfo & info);
    Napi::Value detokenize(const Napi::CallbackInfo & info);
    Napi::Value token_texts(const Napi::CallbackInfo & info);
    Napi::Value open_session(const Napi::CallbackInfo & info);
    Napi::Value decode_bare(const Napi::CallbackInfo & info);
    Napi::Value dispose(const Napi::CallbackInfo & info);

    // Throws `engine.failed` after disposal.
    const std::shared_ptr<model> & loaded() const;

    std::shared_ptr<model> owned;
};

} // namespace ropewalk
