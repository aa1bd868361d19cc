// A fault for tests: stands in front of llama.cpp (LD_PRELOAD) and keeps one node from the evaluation callback in every decode of several
// tokens: the first one of an op in a layer, named by ROPEWALK_TEST_HIDE as "<op>:<layer>". It has the file name of the library that it
// hides, so that the addon finds it first; everything else is found in the library itself, which it is linked to.
#include "llama.h"

#include <cctype>
#include <cstdlib>
#include <dlfcn.h>
#include <string>

namespace {

// "<op>:<layer>" of the environment, or empty.
const std::string & hidden_node() {
    static const std::string hidden = [] {
        const char * value = std::getenv("ROPEWALK_TEST_HIDE");
        return std::string(value ? value : "");
    }();
    return hidden;
}

class filter {
public:
    filter(ggml_backend_sched_eval_callback call, void * user_data) : call(call), user_data(user_data) {}

    static bool on_node(ggml_tensor * node, bool ask, void * self) { return static_cast<filter *>(self)->see(node, ask); }

private:
    bool see(ggml_tensor * node, bool ask) { return !(ask && hides(node)) && call(node, ask, user_data); }

    bool hides(const ggml_tensor * node) {
        const std::string name = node->name;
        const auto dash = name.rfind('-'); // `<what>-<layer>`; attention itself has no name
        if (dash != std::string::npos && std::isdigit(static_cast<unsigned char>(name[dash + 1])) && std::stoi(name.substr(dash + 1)) != layer) {
            layer = std::stoi(name.substr(dash + 1));
            has_hidden = false;
        }
        const bool has_several_tokens = node->ne[2] > 1; // [channels, heads, tokens] of both ops
        if (has_hidden || !has_several_tokens || ggml_op_name(node->op) + (":" + std::to_string(layer)) != hidden_node()) {
            return false;
        }
        has_hidden = true;
        return true;
    }

    ggml_backend_sched_eval_callback call;
    void * user_data;
    int layer = -1;
    bool has_hidden = false;
};

} // namespace

extern "C" llama_context * llama_init_from_model(llama_model * model, llama_context_params params) {
    static const auto original = reinterpret_cast<decltype(&llama_init_from_model)>(dlsym(RTLD_NEXT, "llama_init_from_model"));
    if (params.cb_eval) {
        // Left to the end of the process: nothing tells when the context is gone.
        params.cb_eval_user_data = new filter(params.cb_eval, params.cb_eval_user_data);
        params.cb_eval = filter::on_node;
    }
    return original(model, params);
}
