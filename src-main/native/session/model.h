// A loaded model; freed when its last user lets go.
#pragma once

#include "llama.h"

#include <atomic>
#include <functional>
#include <memory>
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
    int n_layers() const;
    int n_vocabulary() const;

    llama_token bos() const; // LLAMA_TOKEN_NULL where there is none
    llama_token eos() const;
    bool adds_bos() const;
    std::vector<llama_token> end_of_generation_tokens() const;

    std::vector<llama_token> tokenize(const std::string & text, bool add_special) const;
    std::string detokenize(const std::vector<llama_token> & tokens) const;
    std::string token_text(llama_token token) const;

private:
    explicit model(llama_model * llama) : llama(llama) {}

    const llama_vocab * vocabulary() const;

    llama_model * llama;
};

} // namespace ropewalk
