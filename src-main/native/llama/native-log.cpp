#include "native-log.h"

#include "llama-api.h"

#include <deque>
#include <mutex>

namespace ropewalk {

namespace {

constexpr size_t max_kept_errors = 64;

struct log_state {
    std::mutex mutex;
    std::function<void(log_level, const std::string &)> listener;
    std::string line; // pieces of a line not ended yet
    log_level line_level = log_level::info;
    std::deque<std::string> errors;
    unsigned long n_errors = 0; // ever
};

// Never destroyed: libraries still log while the process ends.
log_state & state() {
    static log_state & instance = *new log_state;
    return instance;
}

void take_line(log_state & log) {
    if (log.line_level == log_level::error && !log.line.empty()) {
        log.errors.push_back(log.line);
        log.n_errors++;
        if (log.errors.size() > max_kept_errors) {
            log.errors.pop_front();
        }
    }
    if (log.listener && !log.line.empty()) {
        log.listener(log.line_level, log.line);
    }
    log.line.clear();
}

void on_log(ggml_log_level level, const char * text, void *) {
    log_state & log = state();
    std::lock_guard<std::mutex> lock(log.mutex);
    if (level != GGML_LOG_LEVEL_CONT) {
        log.line_level = level == GGML_LOG_LEVEL_ERROR ? log_level::error : level == GGML_LOG_LEVEL_WARN ? log_level::warn : log_level::info;
    }
    for (const char * c = text; *c; c++) {
        if (*c == '\n') {
            take_line(log);
        } else {
            log.line += *c;
        }
    }
}

} // namespace

void listen_to_native_log(std::function<void(log_level, const std::string &)> listener) {
    {
        std::lock_guard<std::mutex> lock(state().mutex);
        state().listener = std::move(listener);
    }
    api().llama_log_set(on_log, nullptr);
}

void stop_listening_to_native_log() {
    std::lock_guard<std::mutex> lock(state().mutex);
    state().listener = nullptr;
}

native_log_mark::native_log_mark() {
    std::lock_guard<std::mutex> lock(state().mutex);
    since = state().n_errors;
}

std::string native_log_mark::first_error() const {
    std::lock_guard<std::mutex> lock(state().mutex);
    const log_state & log = state();
    const unsigned long oldest = log.n_errors - log.errors.size();
    const unsigned long index = since > oldest ? since - oldest : 0;
    if (index >= log.errors.size()) {
        return "no reason was given.";
    }
    const std::string & message = log.errors[index];
    return message.back() == '.' ? message : message + ".";
}

bool native_log_mark::reports_out_of_memory() const {
    std::lock_guard<std::mutex> lock(state().mutex);
    const log_state & log = state();
    const unsigned long oldest = log.n_errors - log.errors.size();
    for (unsigned long i = since > oldest ? since - oldest : 0; i < log.errors.size(); i++) {
        const std::string & message = log.errors[i];
        if (message.find("alloc") != std::string::npos || message.find("out of memory") != std::string::npos) {
            return true;
        }
    }
    return false;
}

} // namespace ropewalk
