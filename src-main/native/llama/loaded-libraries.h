// The shared libraries already in this process, found by file name: libllama.so, libllama.v0.5.0.so, llama.dll ...
#pragma once

#include <string>
#include <vector>

namespace ropewalk {

struct loaded_library {
    std::string stem; // "llama"
    std::string path;
    void * handle;

    void * symbol(const char * name) const;
};

// Those of `stems` that are loaded, in the order of `stems`.
std::vector<loaded_library> find_loaded_libraries(const std::vector<std::string> & stems);

} // namespace ropewalk
