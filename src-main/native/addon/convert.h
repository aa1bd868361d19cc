// Between JavaScript values and the plain structs of the session: the mirror of addonTypes.ts and contract/observation.ts.
// TypeScript has checked the values; here they are only read.
#pragma once

#include "../session/session.h"

#include <napi.h>

namespace ropewalk {

std::vector<llama_token> to_tokens(const Napi::Value & int32_array);
std::optional<rotary_table> to_table(const Napi::Value & value);
session_options to_session_options(const Napi::Object & value);
evaluation_request to_evaluation_request(const Napi::Object & value);
generation_request to_generation_request(const Napi::Object & value);

Napi::Value from_tokens(Napi::Env env, const std::vector<llama_token> & tokens);
Napi::Value from_probe(Napi::Env env, const rotation_probe & probe);
// Observations are handed over: afterwards `result` no longer holds them.
Napi::Value from_evaluation(Napi::Env env, evaluation & result);
Napi::Value from_generation(Napi::Env env, generation & result);

} // namespace ropewalk
