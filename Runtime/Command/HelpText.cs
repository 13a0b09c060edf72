namespace TieredPy.Runtime.Command;

/// <summary>What <c>--help</c> prints.</summary>
internal static class HelpText
{
    public const string Text = """
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
        -X opt : set implementation-specific option
        file   : program read from script file
        -      : program read from stdin (default; interactive mode if a tty)
        arg ...: arguments passed to program in sys.argv[1:]
        Options of TieredPy:
        --stdlib DIR : where CPython 3.13's pure-Python library is; also TIEREDPY_STDLIB
        --dump b     : print the program's bytecode
        --tier N     : the highest tier that may run code
        """;
}
