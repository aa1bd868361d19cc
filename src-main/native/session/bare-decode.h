#pragma once

#include "session.h"

namespace ropewalk {

// The yardstick of the benchmarks: nothing but llama_decode over the tokens in a fresh context, with no evaluation callback and
// no use of the logits. Returns the seconds of the decodes alone.
double decode_bare_seconds(const model & loaded, const std::vector<llama_token> & tokens, const session_options & options, bool all_logits);

} // namespace ropewalk
