#pragma once

#include "session.h"

namespace ropewalk {

struct bare_decode_times {
    double wall_seconds;
    double processor_seconds; // of all threads of the process
};

// The yardstick of the benchmarks: nothing but llama_decode over the tokens in a fresh context, with no evaluation callback and
// no use of the logits. The times are those of the decodes alone.
bare_decode_times decode_bare(const model & loaded, const std::vector<llama_token> & tokens, const session_options & options, bool all_logits);

} // namespace ropewalk
