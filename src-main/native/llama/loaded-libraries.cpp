#include "loaded-libraries.h"

#ifdef _WIN32
#include <windows.h>

#include <psapi.h>
#else
#include <dlfcn.h>
#ifdef __APPLE__
#include <mach-o/dyld.h>
#else
#include <link.h>
#endif
#endif

namespace ropewalk {

namespace {

// "/x/libggml-base.so" -> "ggml-base"; a version between stem and extension is dropped ("libllama.v0.5.0.so" -> "llama").
std::string stem_of(const std::string & path) {
    const auto slash = path.find_last_of("/\\");
    std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
    if (name.rfind("lib", 0) == 0) {
        name = name.substr(3);
    }
    return name.substr(0, name.find('.'));
}

#ifdef _WIN32

std::vector<std::string> loaded_paths() {
    std::vector<HMODULE> modules(4096);
    DWORD bytes = 0;
    if (!EnumProcessModules(GetCurrentProcess(), modules.data(), DWORD(modules.size() * sizeof(HMODULE)), &bytes)) {
        return {};
    }
    modules.resize(bytes / sizeof(HMODULE) < modules.size() ? bytes / sizeof(HMODULE) : modules.size());
    std::vector<std::string> paths;
    for (HMODULE module : modules) {
        char path[32768];
        const DWORD length = GetModuleFileNameA(module, path, sizeof(path));
        paths.emplace_back(path, length);
    }
    return paths;
}

void * open_loaded(const std::string & path) { return GetModuleHandleA(path.c_str()); }

#elif defined(__APPLE__)

std::vector<std::string> loaded_paths() {
    std::vector<std::string> paths;
    for (uint32_t i = 0; i < _dyld_image_count(); i++) {
        if (const char * name = _dyld_get_image_name(i)) {
            paths.emplace_back(name);
        }
    }
    return paths;
}

void * open_loaded(const std::string & path) { return dlopen(path.c_str(), RTLD_NOW | RTLD_NOLOAD); }

#else

std::vector<std::string> loaded_paths() {
    std::vector<std::string> paths;
    dl_iterate_phdr(
        [](dl_phdr_info * info, size_t, void * out) {
            static_cast<std::vector<std::string> *>(out)->emplace_back(info->dlpi_name ? info->dlpi_name : "");
            return 0;
        },
        &paths);
    return paths;
}

void * open_loaded(const std::string & path) { return dlopen(path.c_str(), RTLD_NOW | RTLD_NOLOAD); }

#endif

} // namespace

void * loaded_library::symbol(const char * name) const {
#ifdef _WIN32
    return reinterpret_cast<void *>(GetProcAddress(static_cast<HMODULE>(handle), name));
#else
    return dlsym(handle, name);
#endif
}

std::vector<loaded_library> find_loaded_libraries(const std::vector<std::string> & stems) {
    const auto paths = loaded_paths();
    std::vector<loaded_library> found;
    for (const auto & stem : stems) {
        for (const auto & path : paths) {
            if (stem_of(path) != stem) {
                continue;
            }
            if (void * handle = open_loaded(path)) {
                found.push_back({stem, path, handle});
                break;
            }
        }
    }
    return found;
}

} // namespace ropewalk
