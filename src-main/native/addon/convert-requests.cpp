#include "../llama/failure.h"
#include "convert.h"

#include <string>

namespace ropewalk {

namespace {

bool is_given(const Napi::Value & value) { return !value.IsUndefined() && !value.IsNull(); }

int to_int(const Napi::Value & value) { return value.As<Napi::Number>().Int32Value(); }

position_span to_span(const Napi::Value & value) {
    const auto span = value.As<Napi::Object>();
    return {to_int(span.Get("first")), to_int(span.Get("end"))};
}

position_span to_queries(const Napi::Object & selection, int n_tokens) {
    const std::string kind = selection.Get("kind").As<Napi::String>();
    if (kind == "all") {
        return {0, n_tokens};
    }
    if (kind == "last") {
        return {std::max(0, n_tokens - to_int(selection.Get("count"))), n_tokens};
    }
    return to_span(selection);
}

template <typename F> void for_each(const Napi::Value & value, F && visit) {
    const auto array = value.As<Napi::Array>();
    for (uint32_t i = 0; i < array.Length(); i++) {
        visit(array.Get(i));
    }
}

void add_window(observation_request & request, const Napi::Object & window) {
    request.wants_window = true;
    request.window_layer = to_int(window.Get("layer"));
    for_each(window.Get("heads"), [&](const Napi::Value & head) { request.window_heads.push_back(to_int(head)); });
    request.window_queries = to_span(window.Get("queries"));
    request.window_keys = to_span(window.Get("keys"));
}

void add_region(observation_request & request, const Napi::Object & region) {
    request.wants_region = true;
    request.region_layer = is_given(region.Get("layer")) ? to_int(region.Get("layer")) : -1;
    for_each(region.Get("heads"), [&](const Napi::Value & head) { request.region_heads.push_back(to_int(head)); });
    request.region_queries = to_span(region.Get("queries"));
    request.region_keys = to_span(region.Get("keys"));
    request.region_rows = to_int(region.Get("rows"));
    request.region_columns = to_int(region.Get("columns"));
}

std::optional<observation_request> to_observation_request(const Napi::Value & value, int n_tokens) {
    if (!is_given(value)) {
        return std::nullopt;
    }
    const auto object = value.As<Napi::Object>();
    observation_request request;
    request.queries = to_queries(object.Get("queries").As<Napi::Object>(), n_tokens);
    if (is_given(object.Get("rowSource"))) {
        request.softmax_rows = object.Get("rowSource").As<Napi::String>().Utf8Value() == "softmax-nodes";
    }
    if (is_given(object.Get("perQuery"))) {
        request.per_query = object.Get("perQuery").As<Napi::Boolean>();
    }
    if (is_given(object.Get("keySpans"))) {
        for_each(object.Get("keySpans"), [&](const Napi::Value & span) { request.key_spans.push_back(to_span(span)); });
    }
    if (is_given(object.Get("topKeys"))) {
        const auto top = object.Get("topKeys").As<Napi::Object>();
        request.top_count = to_int(top.Get("count"));
        request.top_queries = to_int(top.Get("queries"));
    }
    if (is_given(object.Get("keyPositionBins"))) {
        request.key_position_bins = to_int(object.Get("keyPositionBins"));
    }
    if (is_given(object.Get("pooledMap"))) {
        const auto map = object.Get("pooledMap").As<Napi::Object>();
        request.map_rows = to_int(map.Get("rows"));
        request.map_columns = to_int(map.Get("columns"));
    }
    if (is_given(object.Get("window"))) {
        add_window(request, object.Get("window").As<Napi::Object>());
    }
    if (is_given(object.Get("region"))) {
        add_region(request, object.Get("region").As<Napi::Object>());
    }
    return request;
}

ggml_type to_cache_type(const std::string & name) {
    if (name == "f32") {
        return GGML_TYPE_F32;
    }
    if (name == "f16") {
        return GGML_TYPE_F16;
    }
    if (name == "q8_0") {
        return GGML_TYPE_Q8_0;
    }
    if (name == "q4_0") {
        return GGML_TYPE_Q4_0;
    }
    throw failure("input.invalid", "Unknown cache type: " + name + ". Expected f32, f16, q8_0 or q4_0.");
}

} // namespace

std::vector<llama_token> to_tokens(const Napi::Value & int32_array) {
    const auto array = int32_array.As<Napi::Int32Array>();
    return {array.Data(), array.Data() + array.ElementLength()};
}

std::optional<rotary_table> to_table(const Napi::Value & value) {
    if (!is_given(value)) {
        return std::nullopt;
    }
    const auto object = value.As<Napi::Object>();
    const auto divisors = object.Get("divisors").As<Napi::Float32Array>();
    rotary_table table;
    table.divisors.assign(divisors.Data(), divisors.Data() + divisors.ElementLength());
    table.rope_base = object.Get("ropeBase").As<Napi::Number>().FloatValue();
    table.attention_factor = object.Get("attentionFactor").As<Napi::Number>().FloatValue();
    table.apply_to_sliding_window_layers = object.Get("applyToSlidingWindowLayers").As<Napi::Boolean>();
    return table;
}

session_options to_session_options(const Napi::Object & value) {
    session_options options;
    options.n_context = to_int(value.Get("contextTokens"));
    options.n_micro_batch = to_int(value.Get("microBatchTokens"));
    options.n_threads = to_int(value.Get("threads"));
    options.flash_attention = value.Get("flashAttention").As<Napi::Boolean>();
    options.cache_type = to_cache_type(value.Get("cacheType").As<Napi::String>());
    return options;
}

evaluation_request to_evaluation_request(const Napi::Object & value) {
    evaluation_request request;
    request.tokens = to_tokens(value.Get("tokens"));
    if (is_given(value.Get("score"))) {
        request.score = to_span(value.Get("score"));
    }
    request.observe = to_observation_request(value.Get("observation"), int(request.tokens.size()));
    return request;
}

generation_request to_generation_request(const Napi::Object & value) {
    generation_request request;
    request.prompt = to_tokens(value.Get("prompt"));
    request.reuse_points = to_tokens(value.Get("reusePoints"));
    request.expected = to_tokens(value.Get("expected"));
    request.n_max_new = to_int(value.Get("maxNewTokens"));
    request.stop_tokens = to_tokens(value.Get("stopTokens"));
    request.observe = to_observation_request(value.Get("observation"), int(request.prompt.size()));
    return request;
}

} // namespace ropewalk
