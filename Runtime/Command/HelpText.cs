namespace TieredPy.Runtime.Command;

/// <summary>What the help options print.</summary>
internal static class HelpText
{
    /// <summary>What <c>--help</c> prints.</summary>
    public static string Text => CommandExtension.Current is { } extension ? $"{Own}\n{extension.Help}" : Own;

    private const string Own = """
        usage: tieredpy [option] ... [-c cmd | -m mod | file | -] [arg] ...
        Options (CPython's own):
        -b     : issue warnings about converting bytes/bytearray to str (-bb: errors)
        -B     : don't write .pyc files on import; also PYTHONDONTWRITEBYTECODE=x
        -c cmd : program passed in as string (terminates option list)
        -E     : ignore PYTHON* environment variables
        -h     : print this help message and exit (also -? or --help)
        -i     : inspect interactively after running script; also PYTHONINSPECT=x
        -I     : isolate from the user's environment (implies -E, -P and -s)
        -m mod : run library module as a script (terminates option list)
        -O     : remove assert and __debug__-dependent statements; also PYTHONOPTIMIZE=x
        -OO    : do -O changes and also discard docstrings
        -P     : don't prepend a potentially unsafe path to sys.path; also PYTHONSAFEPATH
        -q     : don't print version and copyright messages on interactive startup
        -s     : don't add user site directory to sys.path; also PYTHONNOUSERSITE=x
        -S     : don't imply 'import site' on initialization
        -u     : force the stdout and stderr streams to be unbuffered; also PYTHONUNBUFFERED=x
        -v     : verbose (trace import statements); also PYTHONVERBOSE=x
        -V     : print the Python version number and exit (also --version)
        -W arg : warning control; also PYTHONWARNINGS=arg
        -x     : skip first line of source, allowing use of non-Unix forms of #!cmd
        -X opt : set implementation-specific option (--help-xoptions lists them)
        --check-hash-based-pycs always|default|never : accepted
        --help-env: print help about environment variables and exit
        --help-xoptions: print help about -X options and exit
        --help-all: print complete help information and exit
        file   : program read from script file
        -      : program read from stdin (default; interactive mode if a tty)
        arg ...: arguments passed to program in sys.argv[1:]
        Options of TieredPy:
        --stdlib DIR : where CPython 3.13's pure-Python library is; also TIEREDPY_STDLIB
        """;

    /// <summary>What <c>--help-env</c> prints.</summary>
    public const string Environment = """
        Environment variables:
        PYTHONSTARTUP   : file executed on interactive startup (no default)
        PYTHONPATH      : ':'-separated list of directories prefixed to the default module search path
        PYTHONSAFEPATH  : don't prepend a potentially unsafe path to sys.path (-P)
        PYTHONOPTIMIZE  : remove assert and __debug__-dependent statements (-O)
        PYTHONUNBUFFERED: unbuffered standard streams (-u)
        PYTHONVERBOSE   : trace import statements (-v)
        PYTHONDONTWRITEBYTECODE: don't write .pyc files (-B)
        PYTHONINSPECT   : inspect interactively after running (-i)
        PYTHONWARNINGS  : warning control (-W)
        PYTHONHASHSEED  : the seed of str and bytes hashes, or 'random'
        PYTHONIOENCODING: encoding[:errors] of the standard streams
        PYTHONUTF8      : UTF-8 mode (-X utf8)
        PYTHONFAULTHANDLER: dump tracebacks on fatal errors (-X faulthandler)
        PYTHONDEVMODE   : development mode (-X dev)
        PYTHONNODEBUGRANGES: keep no columns of code (-X no_debug_ranges)
        PYTHONPROFILEIMPORTTIME: how long each import takes (-X importtime)
        PYTHONPYCACHEPREFIX: root of a parallel tree for bytecode files (-X pycache_prefix)
        PYTHONINTMAXSTRDIGITS: limit of int <-> str conversion (-X int_max_str_digits)
        PYTHONNOUSERSITE, PYTHONUSERBASE: the user's site directory (-s)
        PYTHONWARNDEFAULTENCODING: opt-in EncodingWarning (-X warn_default_encoding)
        PYTHON_COLORS, NO_COLOR, FORCE_COLOR: colour in tracebacks and the REPL
        PYTHON_BASIC_REPL: use the plain REPL
        PYTHON_HISTORY  : the history file of the REPL
        TIEREDPY_STDLIB : where CPython 3.13's pure-Python library is
        """;

    /// <summary>What <c>--help-xoptions</c> prints.</summary>
    public const string XOptions = """
        The following implementation-specific options are available:
        -X dev             : enable Python Development Mode
        -X faulthandler    : enable faulthandler
        -X importtime      : show how long each import takes
        -X int_max_str_digits=N: limit the size of int<->str conversions (0: no limit)
        -X no_debug_ranges : keep no columns of code: tracebacks without carets, smaller .pyc files
        -X pycache_prefix=PATH: write .pyc files to a parallel tree
        -X utf8[=0|1]      : enable (1) or disable (0) UTF-8 mode
        -X warn_default_encoding: enable opt-in EncodingWarning
        Others are kept in sys._xoptions.
        """;
}
