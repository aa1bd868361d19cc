// A loaded model; freed when its last user lets go.
#pragma once

#include "llama.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace ropewalk {

class model {
public:
    // on_progress gets 0 .. 1. Throws `model.loadFailed`, `memory.exhausted`, `model.unsupported`, `run.cancelled`.
    static std::shared_ptr<model> load(const std::string & path, int n_gpu_layers, const std::function<void(float)> & on_progress,
                                       const std::atomic<bool> & cancelled);
    ~model();

    model(const model &) = delete;
    model & operator=(const model &) = delete;

    llama_model * handle() const { return llama; }
    const std::string & file() const { return path; }
    int n_layers() const;
    int n_vocabulary() const;

    // Layers that see a sliding window; looked for once, by the first session.
    const std::vector<int> & window_layers();

    llama_token bos() const; // LLAMA_TOKEN_NULL where there is none
    llama_token eos() const;
    bool adds_bos() const;
    std::vector<llama_token> end_of_generation_tokens() const;

    std::vector<llama_token> tokenize(const std::string & text, bool add_special) const;
    std::string detokenize(const std::vector<llama_token> & tokens) const;
    std::string token_text(llama_token token) const;

private:
    model(llama_model * llama, std::string path) : llama(llama), path(std::move(path)) {}

    const llama_vocab * vocabulary() const;

    llama_model * llama;
    std::string path;
    std::mutex looking;
    std::optional<std::vector<int>> sliding_window_layers;
};

} // namespace ropewalk
