#include "native-model.h"

#include "../llama/llama-api.h"
#include "../session/bare-decode.h"
#include "addon-data.h"
#include "convert.h"
#include "native-session.h"
#include "promise-worker.h"

namespace ropewalk {

namespace {

Napi::Value token_or_null(Napi::Env env, llama_token token) {
    return token == LLAMA_TOKEN_NULL ? env.Null() : Napi::Value(Napi::Number::New(env, token));
}

const char * rotation_name(llama_rope_type type) {
    switch (type) {
        case LLAMA_ROPE_TYPE_NONE: return "none";
        case LLAMA_ROPE_TYPE_NORM: return "adjacent";
        case LLAMA_ROPE_TYPE_NEOX: return "halves";
        default: return "other";
    }
}

// Facts of the model that never change, as plain properties.
void describe(Napi::Env env, Napi::Object object, const model & loaded) {
    const llama_model * llama = loaded.handle();
    object.Set("vocabularySize", Napi::Number::New(env, loaded.n_vocabulary()));
    object.Set("bosToken", token_or_null(env, loaded.bos()));
    object.Set("eosToken", token_or_null(env, loaded.eos()));
    object.Set("addsBos", Napi::Boolean::New(env, loaded.adds_bos()));
    object.Set("endOfGenerationTokens", from_tokens(env, loaded.end_of_generation_tokens()));
    object.Set("rotation", Napi::String::New(env, rotation_name(api().llama_model_rope_type(llama))));
    object.Set("hasRecurrentLayers", Napi::Boolean::New(env, api().llama_model_is_recurrent(llama) || api().llama_model_is_hybrid(llama)));
    object.Set("layerCount", Napi::Number::New(env, loaded.n_layers()));
    object.Set("headCount", Napi::Number::New(env, api().llama_model_n_head(llama)));
    object.Set("slidingWindowTokens", Napi::Number::New(env, api().llama_model_n_swa(llama)));
}

} // namespace

Napi::Function native_model::define(Napi::Env env) {
    return DefineClass(env, "NativeModel",
                       {
                           InstanceMethod<&native_model::tokenize>("tokenize"),
                           InstanceMethod<&native_model::detokenize>("detokenize"),
                           InstanceMethod<&native_model::token_texts>("tokenTexts"),
                           InstanceMethod<&native_model::open_session>("openSession"),
                           InstanceMethod<&native_model::decode_bare>("decodeBare"),
                           InstanceMethod<&native_model::dispose>("dispose"),
                       });
}

Napi::Value native_model::wrap(Napi::Env env, std::shared_ptr<model> loaded) {
    const Napi::Object object = env.GetInstanceData<addon_data>()->model_class.New({});
    describe(env, object, *loaded);
    Unwrap(object)->owned = std::move(loaded);
    return object;
}

native_model::native_model(const Napi::CallbackInfo & info) : Napi::ObjectWrap<native_model>(info) {}

const std::shared_ptr<model> & native_model::loaded() const {
    if (!owned) {
        throw to_error(Env(), "engine.failed", "The model is closed. Expected a loaded one. Load it again.");
    }
    return owned;
}

Napi::Value native_model::tokenize(const Napi::CallbackInfo & info) {
    const std::string text = info[0].As<Napi::String>();
    const bool add_special = info[1].As<Napi::Boolean>();
    return with_errors(info.Env(), [&] { return from_tokens(info.Env(), loaded()->tokenize(text, add_special)); });
}

Napi::Value native_model::detokenize(const Napi::CallbackInfo & info) {
    return Napi::String::New(info.Env(), loaded()->detokenize(to_tokens(info[0])));
}

Napi::Value native_model::token_texts(const Napi::CallbackInfo & info) {
    const auto tokens = to_tokens(info[0]);
    auto texts = Napi::Array::New(info.Env(), tokens.size());
    for (size_t i = 0; i < tokens.size(); i++) {
        texts.Set(uint32_t(i), Napi::String::New(info.Env(), loaded()->token_text(tokens[i])));
    }
    return texts;
}

Napi::Value native_model::open_session(const Napi::CallbackInfo & info) {
    const auto shared = loaded();
    const session_options options = with_errors(info.Env(), [&] { return to_session_options(info[0].As<Napi::Object>()); });
    return promise_worker<std::shared_ptr<session>>::run(
        info.Env(), [shared, options] { return std::make_shared<session>(shared, options); },
        [](Napi::Env env, std::shared_ptr<session> & opened) { return native_session::wrap(env, std::move(opened)); });
}

Napi::Value native_model::decode_bare(const Napi::CallbackInfo & info) {
    const auto shared = loaded();
    const auto tokens = to_tokens(info[0]);
    const session_options options = with_errors(info.Env(), [&] { return to_session_options(info[1].As<Napi::Object>()); });
    const bool all_logits = info[2].As<Napi::Boolean>();
    return promise_worker<bare_decode_times>::run(
        info.Env(), [shared, tokens, options, all_logits] { return ropewalk::decode_bare(*shared, tokens, options, all_logits); },
        [](Napi::Env env, const bare_decode_times & times) {
            auto object = Napi::Object::New(env);
            object.Set("wallSeconds", Napi::Number::New(env, times.wall_seconds));
            object.Set("processorSeconds", Napi::Number::New(env, times.processor_seconds));
            return object;
        });
}

Napi::Value native_model::dispose(const Napi::CallbackInfo & info) {
    auto last = std::make_shared<std::shared_ptr<model>>(std::move(owned));
    return promise_worker<bool>::run(
        info.Env(),
        [last] {
            last->reset();
            return true;
        },
        [](Napi::Env env, bool) { return env.Undefined(); });
}

} // namespace ropewalk
