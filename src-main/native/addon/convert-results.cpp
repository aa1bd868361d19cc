#include "convert.h"
#include "typed-arrays.h"

namespace ropewalk {

namespace {

Napi::Object from_span(Napi::Env env, const position_span & span) {
    auto object = Napi::Object::New(env);
    object.Set("first", Napi::Number::New(env, span.first));
    object.Set("end", Napi::Number::New(env, span.end));
    return object;
}

Napi::Array from_layers(Napi::Env env, const std::vector<int> & layers) {
    auto array = Napi::Array::New(env, layers.size());
    for (size_t i = 0; i < layers.size(); i++) {
        array.Set(uint32_t(i), Napi::Number::New(env, layers[i]));
    }
    return array;
}

Napi::Value from_per_query(Napi::Env env, observation & o) {
    if (!o.has_per_query) {
        return env.Null();
    }
    auto object = Napi::Object::New(env);
    object.Set("entropyNats", hand_over(env, o.query_entropy));
    object.Set("firstTokenMass", hand_over(env, o.query_first_token));
    object.Set("meanRowEntropyNats", to_typed_array(env, o.mean_row_entropy));
    return object;
}

Napi::Value from_key_spans(Napi::Env env, observation & o) {
    if (o.spans.empty()) {
        return env.Null();
    }
    auto spans = Napi::Array::New(env, o.spans.size());
    for (size_t i = 0; i < o.spans.size(); i++) {
        spans.Set(uint32_t(i), from_span(env, o.spans[i]));
    }
    auto object = Napi::Object::New(env);
    object.Set("spans", spans);
    object.Set("mass", to_typed_array(env, o.span_mass));
    object.Set("massPerQuery", hand_over(env, o.query_span_mass));
    return object;
}

Napi::Value from_top_keys(Napi::Env env, observation & o) {
    if (o.top_count == 0) {
        return env.Null();
    }
    auto object = Napi::Object::New(env);
    object.Set("count", Napi::Number::New(env, o.top_count));
    object.Set("queryPositions", to_typed_array(env, o.top_query_positions));
    object.Set("keys", hand_over(env, o.top_keys));
    object.Set("weights", hand_over(env, o.top_weights));
    return object;
}

Napi::Value from_key_positions(Napi::Env env, const observation & o) {
    if (o.key_position_edges.empty()) {
        return env.Null();
    }
    auto object = Napi::Object::New(env);
    object.Set("edges", to_typed_array(env, o.key_position_edges));
    object.Set("mass", to_typed_array(env, o.key_position_mass));
    return object;
}

Napi::Value from_pooled_map(Napi::Env env, observation & o) {
    if (o.map_query_edges.empty()) {
        return env.Null();
    }
    auto object = Napi::Object::New(env);
    object.Set("queryEdges", to_typed_array(env, o.map_query_edges));
    object.Set("keyEdges", to_typed_array(env, o.map_key_edges));
    object.Set("mean", hand_over(env, o.map_mean));
    object.Set("max", hand_over(env, o.map_max));
    return object;
}

Napi::Value from_window(Napi::Env env, observation & o) {
    if (!o.has_window) {
        return env.Null();
    }
    auto object = Napi::Object::New(env);
    object.Set("layer", Napi::Number::New(env, o.window_layer));
    object.Set("heads", to_typed_array(env, o.window_heads));
    object.Set("queries", from_span(env, o.window_queries));
    object.Set("keys", from_span(env, o.window_keys));
    object.Set("weights", hand_over(env, o.window));
    return object;
}

Napi::Value from_region(Napi::Env env, observation & o) {
    if (o.region_query_edges.empty()) {
        return env.Null();
    }
    auto object = Napi::Object::New(env);
    object.Set("layers", to_typed_array(env, o.region_layers));
    object.Set("heads", to_typed_array(env, o.region_heads));
    object.Set("queryEdges", to_typed_array(env, o.region_query_edges));
    object.Set("keyEdges", to_typed_array(env, o.region_key_edges));
    object.Set("mean", hand_over(env, o.region_mean));
    object.Set("max", hand_over(env, o.region_max));
    return object;
}

Napi::Value from_observation(Napi::Env env, std::optional<observation> & observed) {
    if (!observed) {
        return env.Null();
    }
    observation & o = *observed;
    auto object = Napi::Object::New(env);
    object.Set("rowSource", Napi::String::New(env, o.softmax_rows ? "softmax-nodes" : "flash-operands"));
    object.Set("layers", Napi::Number::New(env, o.n_layers));
    object.Set("heads", Napi::Number::New(env, o.n_heads));
    object.Set("queries", Napi::Number::New(env, double(o.query_positions.size())));
    object.Set("queryPositions", to_typed_array(env, o.query_positions));
    object.Set("rowSumError", Napi::Number::New(env, o.row_sum_error));
    object.Set("learnedSinkMass", Napi::Number::New(env, o.learned_sink_mass));
    object.Set("meanEntropyNats", to_typed_array(env, o.mean_entropy));
    object.Set("meanNormalizedEntropy", to_typed_array(env, o.mean_normalized_entropy));
    object.Set("lastQueryEntropyNats", to_typed_array(env, o.last_query_entropy));
    object.Set("firstTokenMass", to_typed_array(env, o.first_token_mass));
    object.Set("sinkMass", to_typed_array(env, o.sink_mass));
    object.Set("localMass", to_typed_array(env, o.local_mass));
    object.Set("distanceEdges", to_typed_array(env, o.distance_edges));
    object.Set("distanceMass", to_typed_array(env, o.distance_mass));
    object.Set("distanceVisibleKeys", to_typed_array(env, o.distance_visible));
    object.Set("perQuery", from_per_query(env, o));
    object.Set("keySpans", from_key_spans(env, o));
    object.Set("topKeys", from_top_keys(env, o));
    object.Set("keyPositions", from_key_positions(env, o));
    object.Set("pooledMap", from_pooled_map(env, o));
    object.Set("window", from_window(env, o));
    object.Set("region", from_region(env, o));
    return object;
}

} // namespace

Napi::Value from_tokens(Napi::Env env, const std::vector<llama_token> & tokens) { return to_typed_array(env, tokens); }

static Napi::Value from_rope_node(Napi::Env env, const rope_node & node) {
    const auto integer = [&](rope_param which) { return Napi::Number::New(env, node.params[size_t(which)]); };
    const auto real = [&](rope_param which) { return Napi::Number::New(env, double(get_float(node.params.data(), which))); };
    auto object = Napi::Object::New(env);
    object.Set("layer", Napi::Number::New(env, node.layer));
    object.Set("dimensions", integer(rope_n_dims));
    object.Set("mode", integer(rope_mode));
    object.Set("trainedContextTokens", integer(rope_n_ctx_orig));
    object.Set("ropeBase", real(rope_freq_base));
    object.Set("frequencyScale", real(rope_freq_scale));
    object.Set("extensionFactor", real(rope_ext_factor));
    object.Set("attentionFactor", real(rope_attn_factor));
    object.Set("betaFast", real(rope_beta_fast));
    object.Set("betaSlow", real(rope_beta_slow));
    object.Set("factors", node.factors.empty() ? env.Null() : to_typed_array(env, node.factors));
    return object;
}

Napi::Value from_probe(Napi::Env env, const rotation_probe & probe) {
    auto object = Napi::Object::New(env);
    object.Set("rotatedLayers", from_layers(env, probe.rotated_layers));
    object.Set("unrotatedLayers", from_layers(env, probe.unrotated_layers));
    object.Set("slidingWindowLayers", from_layers(env, probe.sliding_window_layers));
    object.Set("rotaryDimensions", Napi::Number::New(env, probe.n_dims));
    object.Set("layout", Napi::String::New(env, probe.halves ? "halves" : "adjacent"));
    object.Set("ropeBase", Napi::Number::New(env, double(probe.rope_base)));
    auto rotations = Napi::Array::New(env, probe.nodes.size());
    for (size_t i = 0; i < probe.nodes.size(); i++) {
        rotations.Set(uint32_t(i), from_rope_node(env, probe.nodes[i]));
    }
    object.Set("rotations", rotations);
    return object;
}

Napi::Value from_evaluation(Napi::Env env, evaluation & result) {
    auto object = Napi::Object::New(env);
    object.Set("nllNats", to_typed_array(env, result.nll_nats));
    object.Set("reusedTokens", Napi::Number::New(env, result.n_reused));
    object.Set("evaluatedTokens", Napi::Number::New(env, result.n_evaluated));
    object.Set("observation", from_observation(env, result.observed));
    return object;
}

Napi::Value from_generation(Napi::Env env, generation & result) {
    auto object = Napi::Object::New(env);
    object.Set("tokens", from_tokens(env, result.tokens));
    object.Set("logProbabilities", to_typed_array(env, result.log_probabilities));
    object.Set("expectedNllNats", to_typed_array(env, result.expected_nll_nats));
    object.Set("stoppedBy", Napi::String::New(env, result.stopped ? "stop-token" : "length"));
    object.Set("reusedTokens", Napi::Number::New(env, result.n_reused));
    object.Set("evaluatedTokens", Napi::Number::New(env, result.n_evaluated));
    object.Set("observation", from_observation(env, result.observed));
    return object;
}

} // namespace ropewalk
