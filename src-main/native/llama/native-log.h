// What llama.cpp says while it works: forwarded to one listener, and the errors kept for whoever asks why something failed.
#pragma once

#include <functional>
#include <string>

namespace ropewalk {

enum class log_level { error, warn, info };

// Takes over llama.cpp's log. The listener may be called from any thread.
void listen_to_native_log(std::function<void(log_level, const std::string &)> listener);

// Errors are still kept.
void stop_listening_to_native_log();

// The errors logged since the mark was made; the first one is the innermost cause.
class native_log_mark {
public:
    native_log_mark();

    // "<message>." or "no reason was given."
    std::string first_error() const;
    bool reports_out_of_memory() const;

private:
    unsigned long since;
};

} // namespace ropewalk
