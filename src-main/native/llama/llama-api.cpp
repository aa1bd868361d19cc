#include "llama-api.h"

#include "failure.h"
#include "loaded-libraries.h"

#include <vector>

namespace ropewalk {

namespace {

llama_api resolved;
std::string library_path;

// Resolves against every library in turn: Windows does not search the dependencies of a handle.
void * resolve(const std::vector<loaded_library> & libraries, const char * name) {
    for (const auto & library : libraries) {
        if (void * address = library.symbol(name)) {
            return address;
        }
    }
    throw failure("engine.unavailable", std::string("llama.cpp lacks a function: ") + name +
                                            ". Expected the release the addon was compiled for. Run `npm run build:native`.");
}

} // namespace

const std::string & attach_to_loaded_llama() {
    if (!library_path.empty()) {
        return library_path;
    }
    const auto libraries = find_loaded_libraries({"llama", "ggml", "ggml-base"});
    if (libraries.empty() || libraries.front().stem != "llama") {
        throw failure("engine.unavailable",
                      "llama.cpp is not loaded in this process. Expected node-llama-cpp's library. Load it before the addon attaches.");
    }
#define X(name) resolved.name = reinterpret_cast<decltype(&::name)>(resolve(libraries, #name));
    ROPEWALK_LLAMA_FUNCTIONS(X)
#undef X
    library_path = libraries.front().path;
    return library_path;
}

const llama_api & api() {
    if (library_path.empty()) {
        throw failure("engine.unavailable", "The addon is not attached to llama.cpp yet. Call attach() first.");
    }
    return resolved;
}

} // namespace ropewalk
