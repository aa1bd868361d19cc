#include "model.h"

#include "../llama/failure.h"
#include "../llama/llama-api.h"
#include "../llama/native-log.h"
#include "window-layers.h"

namespace ropewalk {

namespace {

struct load_state {
    const std::function<void(float)> & on_progress;
    const std::atomic<bool> & cancelled;
};

bool on_load_progress(float fraction, void * user_data) {
    const auto & state = *static_cast<load_state *>(user_data);
    state.on_progress(fraction);
    return !state.cancelled;
}

} // namespace

std::shared_ptr<model> model::load(const std::string & path, int n_gpu_layers, const std::function<void(float)> & on_progress,
                                   const std::atomic<bool> & cancelled) {
    load_state state{on_progress, cancelled};
    llama_model_params params = api().llama_model_default_params();
    params.n_gpu_layers = n_gpu_layers;
    params.progress_callback = on_load_progress;
    params.progress_callback_user_data = &state;
    const native_log_mark mark;
    llama_model * loaded = api().llama_model_load_from_file(path.c_str(), params);
    if (cancelled) {
        if (loaded) {
            api().llama_model_free(loaded);
        }
        throw failure("run.cancelled", "Loading was cancelled.");
    }
    if (!loaded) {
        throw mark.reports_out_of_memory()
            ? failure("memory.exhausted", "Out of memory while loading the weights: " + mark.first_error() + " Close other programs or choose a smaller file.")
            : failure("model.loadFailed", "llama.cpp could not load the model: " + mark.first_error() + " Expected a complete GGUF file of a known architecture.");
    }
    return std::shared_ptr<model>(new model(loaded, path));
}

model::~model() { api().llama_model_free(llama); }

const llama_vocab * model::vocabulary() const { return api().llama_model_get_vocab(llama); }

int model::n_layers() const { return api().llama_model_n_layer(llama); }

int model::n_vocabulary() const { return api().llama_vocab_n_tokens(vocabulary()); }

const std::vector<int> & model::window_layers() {
    const std::lock_guard<std::mutex> lock(looking);
    if (!sliding_window_layers) {
        sliding_window_layers = find_window_layers(*this);
    }
    return *sliding_window_layers;
}

llama_token model::bos() const { return api().llama_vocab_bos(vocabulary()); }

llama_token model::eos() const { return api().llama_vocab_eos(vocabulary()); }

bool model::adds_bos() const { return api().llama_vocab_get_add_bos(vocabulary()); }

std::vector<llama_token> model::end_of_generation_tokens() const {
    std::vector<llama_token> tokens;
    for (llama_token token = 0; token < n_vocabulary(); token++) {
        if (api().llama_vocab_is_eog(vocabulary(), token)) {
            tokens.push_back(token);
        }
    }
    return tokens;
}

std::vector<llama_token> model::tokenize(const std::string & text, bool add_special) const {
    constexpr bool parse_special = false;
    std::vector<llama_token> tokens(text.size() + 8);
    const auto length = int32_t(text.size());
    int32_t n = api().llama_tokenize(vocabulary(), text.data(), length, tokens.data(), int32_t(tokens.size()), add_special, parse_special);
    if (n < 0) {
        tokens.resize(size_t(-n));
        n = api().llama_tokenize(vocabulary(), text.data(), length, tokens.data(), int32_t(tokens.size()), add_special, parse_special);
    }
    if (n < 0) {
        throw failure("text.tooShort", "The text could not be tokenised. Expected UTF-8 text of less than 2 GiB.");
    }
    tokens.resize(size_t(n));
    return tokens;
}

std::string model::detokenize(const std::vector<llama_token> & tokens) const {
    constexpr bool remove_special = false;
    constexpr bool unparse_special = true;
    std::string text(tokens.size() * 8 + 16, '\0');
    const auto n_tokens = int32_t(tokens.size());
    int32_t n = api().llama_detokenize(vocabulary(), tokens.data(), n_tokens, text.data(), int32_t(text.size()), remove_special, unparse_special);
    if (n < 0) {
        text.resize(size_t(-n));
        n = api().llama_detokenize(vocabulary(), tokens.data(), n_tokens, text.data(), int32_t(text.size()), remove_special, unparse_special);
    }
    text.resize(size_t(n > 0 ? n : 0));
    return text;
}

std::string model::token_text(llama_token token) const {
    constexpr int32_t left_strip = 0;
    constexpr bool special = true;
    std::string text(32, '\0');
    int32_t n = api().llama_token_to_piece(vocabulary(), token, text.data(), int32_t(text.size()), left_strip, special);
    if (n < 0) {
        text.resize(size_t(-n));
        n = api().llama_token_to_piece(vocabulary(), token, text.data(), int32_t(text.size()), left_strip, special);
    }
    text.resize(size_t(n > 0 ? n : 0));
    return text;
}

} // namespace ropewalk
